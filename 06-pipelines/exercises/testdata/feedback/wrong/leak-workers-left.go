// Mistake: it returns when all was fetched, and does not tell the workers; they wait for a page that nobody will send.
package exercises

import "context"

func Crawl(
	ctx context.Context,
	start string,
	limit int,
	fetch func(ctx context.Context, page string) (links []string),
) ([]string, error) {
	pages := make(chan string)
	found := make(chan []string)
	for range limit {
		go func() {
			for page := range pages {
				found <- fetch(ctx, page)
			}
		}()
	}
	known := []string{start}
	seen := map[string]bool{start: true}
	begun, ended := 0, 0
	done := ctx.Done()
	for {
		var next string
		var feed chan<- string
		if begun < len(known) && ctx.Err() == nil {
			feed, next = pages, known[begun]
		} else if ended == begun {
			return known[:begun], ctx.Err()
		}
		select {
		case feed <- next:
			begun++
		case links := <-found:
			ended++
			for _, link := range links {
				if !seen[link] {
					seen[link] = true
					known = append(known, link)
				}
			}
		case <-done:
			done = nil
		}
	}
}
