// Mistake: work cancels at an error and does not return; the select may take either case, and sink gets the zero value that came with the error.
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
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	values, results := make(chan V), make(chan R)
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(values)
		err := source(ctx, func(v V) bool {
			select {
			case values <- v:
				return true
			case <-ctx.Done():
				return false
			}
		})
		if err != nil {
			cancel(err)
		}
	})
	wg.Go(func() {
		defer close(results)
		for v := range values {
			r, err := work(ctx, v)
			if err != nil {
				cancel(err)
			}
			select {
			case results <- r:
			case <-ctx.Done():
				return
			}
		}
	})
	wg.Go(func() {
		for r := range results {
			if err := sink(ctx, r); err != nil {
				cancel(err)
				return
			}
		}
	})
	wg.Wait()
	return context.Cause(ctx)
}
