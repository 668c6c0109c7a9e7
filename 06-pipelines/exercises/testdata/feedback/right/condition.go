// Another way: limit workers share a list under a mutex, and a condition wakes those who find it empty; the last one at work who finds it empty knows that it is the end. Nothing travels over channels; every change wakes everybody.
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
	var mu sync.Mutex // guards what follows
	changed := sync.NewCond(&mu)
	known, begun, working := []string{start}, 0, 0
	seen := map[string]bool{start: true}

	stop := context.AfterFunc(ctx, func() {
		mu.Lock()
		defer mu.Unlock()
		changed.Broadcast()
	})
	defer stop()
	var workers sync.WaitGroup
	for range limit {
		workers.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			for {
				for begun == len(known) && working > 0 && ctx.Err() == nil {
					changed.Wait()
				}
				if begun == len(known) || ctx.Err() != nil {
					return
				}
				page := known[begun]
				begun++
				working++
				mu.Unlock()
				links := fetch(ctx, page)
				mu.Lock()
				working--
				for _, link := range links {
					if !seen[link] {
						seen[link] = true
						known = append(known, link)
					}
				}
				changed.Broadcast()
			}
		})
	}
	workers.Wait()
	return known[:begun], ctx.Err()
}
