package exercises

import "context"

// Crawl fetches start, the pages that start links to, those that these link to,
// and so on, each page once. It is a pipeline that feeds itself: what comes out of
// fetch is what has to go in, and nobody closes the input from outside.
//
//   - fetch returns the pages that a page links to, in any number and order; the
//     same one may be among them twice, may be known already, or may be the page
//     itself. A page that can't be fetched has no links.
//   - At most limit calls of fetch are in progress. While there is a page that is
//     known and was not fetched, no fewer are: the next begins when one returns, and
//     waits for no other.
//   - Crawl returns when all was fetched: no page waits, no fetch is in progress. It
//     returns the pages, each once, in any order, and a nil error. A fetch may take a
//     long time; what it finds counts.
//   - When ctx ends, Crawl begins no other fetch, and returns when those in progress
//     have returned. It returns ctx.Err() or context.Cause(ctx), and the pages fetched
//     so far or nil, as you like. Links that are found after the end of ctx are not
//     followed.
//   - The context that fetch is given ends with ctx, at once. Without that, it does not
//     end before Crawl returns.
//   - While there is nothing to do Crawl blocks. When it has returned, no goroutine is
//     left behind.
//
// limit is 1 or more. fetch doesn't panic.
func Crawl(
	ctx context.Context,
	start string,
	limit int,
	fetch func(ctx context.Context, page string) (links []string),
) ([]string, error) {
	panic("not implemented")
}
