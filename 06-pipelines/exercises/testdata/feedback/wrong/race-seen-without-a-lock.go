// Mistake: every page's goroutine asks the map and writes to it, and no lock is held; two that return at the same time may both see a page as new, or break the map.
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
	seen := map[string]bool{start: true}
	var visit func(page string)
	visit = func(page string) {
		defer pending.Done()
		select {
		case tokens <- struct{}{}:
		case <-ctx.Done():
			return
		}
		for _, link := range fetch(ctx, page) {
			if !seen[link] {
				seen[link] = true
				pending.Add(1)
				go visit(link)
			}
		}
		<-tokens
	}
	pending.Add(1)
	go visit(start)
	pending.Wait()
	var pages []string
	for page := range seen {
		pages = append(pages, page)
	}
	return pages, ctx.Err()
}
