// Mistake: at the end it asks the caller's context before it looks at the error that it kept; a cancel that came after the failure hides the cause.
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
	values, results := make(chan V), make(chan R)
	var (
		once   sync.Once
		first  error
		stages sync.WaitGroup
	)
	fail := func(err error) {
		once.Do(func() {
			first = err
			cancel()
		})
	}
	stages.Go(func() {
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
			fail(err)
		}
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
	for r := range results {
		if err := sink(ctx, r); err != nil {
			fail(err)
			break
		}
	}
	stages.Wait()
	if err := caller.Err(); err != nil {
		return err
	}
	return first
}
