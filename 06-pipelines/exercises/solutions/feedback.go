package exercises

import "context"

// Crawl fetches start and every page that can be reached from it, each once, with
// at most limit calls of fetch in progress. It returns when no page waits and no
// fetch is in progress, or ctx has ended.
func Crawl(
	ctx context.Context,
	start string,
	limit int,
	fetch func(ctx context.Context, page string) (links []string),
) ([]string, error) {
	// Both channels belong to this goroutine, which never blocks on one alone; and
	// so do the three variables: nobody else needs to know what was seen.
	pages := make(chan string)
	found := make(chan []string)
	defer close(pages)
	for range limit {
		go func() { // ends when pages is closed: when Crawl returns
			for page := range pages {
				found <- fetch(ctx, page)
			}
		}()
	}

	known := []string{start}
	seen := map[string]bool{start: true}
	begun, ended := 0, 0 // fetches; known[begun:] are the pages that wait
	done := ctx.Done()
	for {
		var next string
		var feed chan<- string // nil when there is nothing to feed
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
			done = nil // ready for ever; from now on, wait for what is in progress
		}
	}
}
