// Mistake: a select waits for a place or for the end of ctx; when both are there it takes either, and a page found after the end is fetched.
package exercises

import (
	"context"
	"sync"
)

func Crawl(
	ctx context.Context,
	start string,
	limit int,
	fetch func(ctx context.Context, page string) (links []string),
) ([]string, error) {
	var mu sync.Mutex
	seen := map[string]bool{start: true}
	var got []string
	sem := make(chan bool, limit)
	var wg sync.WaitGroup
	var visit func(p string)
	visit = func(p string) {
		select {
		case sem <- true:
		case <-ctx.Done():
			return
		}
		links := fetch(ctx, p)
		<-sem
		mu.Lock()
		defer mu.Unlock()
		got = append(got, p)
		for _, l := range links {
			if !seen[l] {
				seen[l] = true
				wg.Go(func() { visit(l) })
			}
		}
	}
	wg.Go(func() { visit(start) })
	wg.Wait()
	return got, ctx.Err()
}
