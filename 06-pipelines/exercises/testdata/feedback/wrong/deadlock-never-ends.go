// Mistake: it ranges over what the workers find, and nobody closes that; when the last page was fetched, everybody waits for another.
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
	found := make(chan []string)
	var mu sync.Mutex // guards fetched
	var fetched []string
	visit := func(page string) {
		select {
		case tokens <- struct{}{}:
		case <-ctx.Done():
			return
		}
		links := fetch(ctx, page)
		<-tokens
		mu.Lock()
		fetched = append(fetched, page)
		mu.Unlock()
		found <- links
	}
	seen := map[string]bool{start: true}
	go visit(start)
	for links := range found {
		for _, link := range links {
			if !seen[link] {
				seen[link] = true
				go visit(link)
			}
		}
	}
	return fetched, ctx.Err()
}
