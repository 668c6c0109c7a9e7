// Another way: one loop that starts a goroutine whenever there is a place and a page, and receives what they find. No workers to end and no channel to feed; each fetch costs a goroutine.
package exercises

import "context"

func Crawl(
	ctx context.Context,
	start string,
	limit int,
	fetch func(ctx context.Context, page string) (links []string),
) ([]string, error) {
	found := make(chan []string)
	waiting := []string{start}
	seen := map[string]bool{start: true}
	var fetched []string
	for running := 0; ; running-- {
		for ; running < limit && len(waiting) > 0 && ctx.Err() == nil; running++ {
			page := waiting[0]
			waiting = waiting[1:]
			fetched = append(fetched, page)
			go func() { found <- fetch(ctx, page) }()
		}
		if running == 0 {
			return fetched, ctx.Err()
		}
		for _, link := range <-found {
			if !seen[link] {
				seen[link] = true
				waiting = append(waiting, link)
			}
		}
	}
}
