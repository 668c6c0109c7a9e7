// Another way: a goroutine for each page, which waits for one of limit tokens, fetches, and starts a goroutine for each link that is new; a WaitGroup knows when none is left. No coordinator at all; the map needs a lock, and a thousand waiting pages are a thousand goroutines.
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
	tokens := make(chan struct{}, limit)
	var pending sync.WaitGroup
	var mu sync.Mutex // guards seen and fetched
	seen := map[string]bool{}
	var fetched []string

	var visit func(page string)
	visit = func(page string) {
		mu.Lock()
		defer mu.Unlock()
		if seen[page] {
			return
		}
		seen[page] = true
		pending.Go(func() { // before its parent is done, so the count is never 0 too early
			select {
			case tokens <- struct{}{}:
			case <-ctx.Done():
				return
			}
			if ctx.Err() != nil { // both were ready: select took either
				return
			}
			links := fetch(ctx, page)
			<-tokens
			mu.Lock()
			fetched = append(fetched, page)
			mu.Unlock()
			for _, link := range links {
				visit(link)
			}
		})
	}
	visit(start)
	pending.Wait()
	return fetched, ctx.Err()
}
