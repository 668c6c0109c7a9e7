package exercises

import (
	"context"
	"sync"
)

// FailFast is a pipeline of three stages that work at the same time: source emits
// values, work makes a result of each, and sink takes the results. The first
// error ends them all, and is the one that is returned.
func FailFast[V, R any](
	ctx context.Context,
	source func(ctx context.Context, emit func(V) bool) error,
	work func(ctx context.Context, v V) (R, error),
	sink func(ctx context.Context, r R) error,
) error {
	// The first cancel wins: ctx remembers its cause. The caller's end counts too.
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	values, results := make(chan V), make(chan R)

	var stages sync.WaitGroup
	stages.Go(func() { // ends when source returns
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
	stages.Go(func() { // ends when values is closed or ctx ends
		defer close(results)
		for v := range values {
			r, err := work(ctx, v)
			if err != nil {
				cancel(err)
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
			cancel(err)
			break
		}
	}
	stages.Wait()
	return context.Cause(ctx)
}
