// Another way: as errgroup does it: each stage is a function that returns an error, and a sync.Once keeps the first and cancels. More lines than with a cause, and the end of the caller's context must be asked for separately.
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
	caller := ctx
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		wg    sync.WaitGroup
		once  sync.Once
		first error
		cut   error // the caller's context ended before source did
	)
	run := func(stage func() error) {
		wg.Go(func() {
			if err := stage(); err != nil {
				once.Do(func() {
					first = err
					cancel()
				})
			}
		})
	}

	values, results := make(chan V), make(chan R)
	run(func() error {
		defer close(values)
		err := source(ctx, func(v V) bool { return pass(ctx, values, v) })
		cut = caller.Err()
		return err
	})
	run(func() error {
		defer close(results)
		for v := range values {
			r, err := work(ctx, v)
			if err != nil {
				return err
			}
			if !pass(ctx, results, r) {
				return ctx.Err()
			}
		}
		return nil
	})
	run(func() error {
		for r := range results {
			if err := sink(ctx, r); err != nil {
				return err
			}
		}
		return nil
	})
	wg.Wait()
	if first == nil {
		return cut
	}
	return first
}

func pass[T any](ctx context.Context, out chan<- T, v T) bool {
	select {
	case out <- v:
		return true
	case <-ctx.Done():
		return false
	}
}
