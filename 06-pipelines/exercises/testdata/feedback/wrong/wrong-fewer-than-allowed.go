// Mistake: it knows better than its caller how many fetches are good, and never begins more than sixteen.
package exercises

import (
	"context"
)

func Crawl(
	ctx context.Context,
	start string,
	limit int,
	fetch func(ctx context.Context, page string) (links []string),
) ([]string, error) {
	seen := map[string]bool{start: true}
	waiting := []string{start}
	var got []string
	type result struct {
		page  string
		links []string
	}
	results := make(chan result)
	busy := 0
	for {
		for ctx.Err() == nil && busy < min(limit, 16) && len(waiting) > 0 {
			page := waiting[0]
			waiting = waiting[1:]
			busy++
			go func() { results <- result{page, fetch(ctx, page)} }()
		}
		if busy == 0 {
			return got, ctx.Err()
		}
		r := <-results
		busy--
		got = append(got, r.page)
		for _, l := range r.links {
			if !seen[l] {
				seen[l] = true
				waiting = append(waiting, l)
			}
		}
	}
}
