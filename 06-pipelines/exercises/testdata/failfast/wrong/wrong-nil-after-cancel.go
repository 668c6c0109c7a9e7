// Mistake: it asks the three functions for errors, and never the caller's context; when that ends, values are dropped, nobody has failed, and the caller is told that all went well.
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
	var once sync.Once
	var first error
	fail := func(err error) {
		if err != nil {
			once.Do(func() {
				first = err
				cancel()
			})
		}
	}
	values, results := make(chan V), make(chan R)
	var stages sync.WaitGroup
	stages.Go(func() {
		defer close(values)
		fail(source(ctx, func(v V) bool {
			select {
			case values <- v:
				return true
			case <-ctx.Done():
				return false
			}
		}))
	})
	stages.Go(func() {
		defer close(results)
		for v := range values {
			r, err := work(ctx, v)
			if err != nil {
				fail(err)
				return
			}
			select {
			case results <- r:
			case <-ctx.Done():
				return
			}
		}
	})
	stages.Go(func() {
		for r := range results {
			if err := sink(ctx, r); err != nil {
				fail(err)
				return
			}
		}
	})
	stages.Wait()
	return first
}
