// Mistake: the stage that fails stops to receive, and tells nobody; the stage before it waits in its send, source in emit, and FailFast for both.
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
	var sourceErr, workErr, sinkErr error
	var stages sync.WaitGroup
	stages.Go(func() {
		defer close(values)
		sourceErr = source(ctx, func(v V) bool {
			select {
			case values <- v:
				return true
			case <-ctx.Done():
				return false
			}
		})
	})
	stages.Go(func() {
		defer close(results)
		for v := range values {
			r, err := work(ctx, v)
			if err != nil {
				workErr = err
				return
			}
			select {
			case results <- r:
			case <-ctx.Done():
				return
			}
		}
	})
	for r := range results {
		if sinkErr = sink(ctx, r); sinkErr != nil {
			break
		}
	}
	stages.Wait()
	for _, err := range []error{sinkErr, workErr, sourceErr} {
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}
