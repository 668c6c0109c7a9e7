// Mistake: it keeps an error for each stage and returns the first in the order of the stages; that of source, which was called off because sink failed, hides the cause.
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
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	values, results := make(chan V), make(chan R)
	var errs [4]error
	var stages sync.WaitGroup
	stages.Go(func() {
		defer close(values)
		errs[0] = source(ctx, func(v V) bool {
			select {
			case values <- v:
				return true
			case <-ctx.Done():
				return false
			}
		})
		if errs[0] != nil {
			cancel()
		}
	})
	stages.Go(func() {
		defer close(results)
		for v := range values {
			r, err := work(ctx, v)
			if err != nil {
				errs[1] = err
				cancel()
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
		if errs[2] = sink(ctx, r); errs[2] != nil {
			cancel()
			break
		}
	}
	errs[3] = ctx.Err()
	stages.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
