// Mistake: after an error the later stages go on to receive, so that nobody blocks, and throw away what comes; source does all its work for nothing before the error is returned.
package exercises

import (
	"context"
	"sync"
)

func FailFast[V, R any](
	ctx context.Context,
	source func(ctx context.Context, emit func(V) bool) error,
	work func(ctx context.Context, v V) (R, error),
	sink func(ctx context.Context, r R) error,
) error {
	values, results := make(chan V), make(chan R)
	var mu sync.Mutex // guards first
	var first error
	fail := func(err error) {
		mu.Lock()
		defer mu.Unlock()
		if first == nil {
			first = err
		}
	}
	failed := func() bool {
		mu.Lock()
		defer mu.Unlock()
		return first != nil
	}
	go func() {
		defer close(values)
		fail(source(ctx, func(v V) bool {
			values <- v
			return true
		}))
	}()
	go func() {
		defer close(results)
		for v := range values {
			if failed() {
				continue
			}
			r, err := work(ctx, v)
			if err != nil {
				fail(err)
				continue
			}
			results <- r
		}
	}()
	for r := range results {
		if !failed() {
			fail(sink(ctx, r))
		}
	}
	fail(ctx.Err())
	return first
}
