// Mistake: a page is marked when it was fetched; while its fetch is in progress other pages link to it, and it is fetched again.
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
	var mu sync.Mutex // guards seen
	seen := map[string]bool{}
	known := func(page string) bool {
		mu.Lock()
		defer mu.Unlock()
		return seen[page]
	}
	var visit func(page string)
	visit = func(page string) {
		pending.Go(func() {
			select {
			case tokens <- struct{}{}:
			case <-ctx.Done():
				return
			}
			if known(page) {
				<-tokens
				return
			}
			links := fetch(ctx, page)
			<-tokens
			mu.Lock()
			seen[page] = true
			mu.Unlock()
			for _, link := range links {
				if !known(link) {
					visit(link)
				}
			}
		})
	}
	visit(start)
	pending.Wait()
	var pages []string
	for page := range seen {
		pages = append(pages, page)
	}
	return pages, ctx.Err()
}
