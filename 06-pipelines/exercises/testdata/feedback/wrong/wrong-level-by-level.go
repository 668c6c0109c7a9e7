// Mistake: it fetches all pages of one level before the next level begins; while the last page of a level is slow, the places of the others are empty.
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
	seen := map[string]bool{start: true}
	var pages []string
	for level := []string{start}; len(level) > 0 && ctx.Err() == nil; {
		found := make([][]string, len(level))
		var fetches sync.WaitGroup
		for i, page := range level {
			fetches.Go(func() {
				select {
				case tokens <- struct{}{}:
					found[i] = fetch(ctx, page)
					<-tokens
				case <-ctx.Done():
				}
			})
		}
		fetches.Wait()
		pages = append(pages, level...)
		level = nil
		for _, links := range found {
			for _, link := range links {
				if !seen[link] {
					seen[link] = true
					level = append(level, link)
				}
			}
		}
	}
	return pages, ctx.Err()
}
