// Mistake: a worker ends when no page waits, although one is in progress elsewhere that may find more; what it finds is fetched by too few, or by nobody.
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
	known, begun := []string{start}, 0
	seen := map[string]bool{start: true}
	next := func() (string, bool) {
		mu.Lock()
		defer mu.Unlock()
		if begun == len(known) || ctx.Err() != nil {
			return "", false
		}
		begun++
		return known[begun-1], true
	}
	var workers sync.WaitGroup
	for range limit {
		workers.Go(func() {
			for {
				page, ok := next()
				if !ok {
					return
				}
				links := fetch(ctx, page)
				mu.Lock()
				for _, link := range links {
					if !seen[link] {
						seen[link] = true
						known = append(known, link)
					}
				}
				mu.Unlock()
			}
		})
	}
	workers.Wait()
	return known[:begun], ctx.Err()
}
