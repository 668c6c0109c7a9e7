// Mistake: the workers send the links they find to the channel that they receive from; once it is full and each of them has a link to send, nobody is left to receive.
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
	pages := make(chan string, limit)
	var pending, workers sync.WaitGroup
	var mu sync.Mutex // guards seen and fetched
	seen := map[string]bool{start: true}
	var fetched []string
	isNew := func(page string) bool {
		mu.Lock()
		defer mu.Unlock()
		if seen[page] {
			return false
		}
		seen[page] = true
		return true
	}
	for range limit {
		workers.Go(func() {
			for page := range pages {
				if ctx.Err() == nil {
					links := fetch(ctx, page)
					mu.Lock()
					fetched = append(fetched, page)
					mu.Unlock()
					for _, link := range links {
						if isNew(link) {
							pending.Add(1)
							pages <- link
						}
					}
				}
				pending.Done()
			}
		})
	}
	pending.Add(1)
	pages <- start
	pending.Wait()
	close(pages)
	workers.Wait()
	return fetched, ctx.Err()
}
