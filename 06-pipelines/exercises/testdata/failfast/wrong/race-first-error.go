// Mistake: the first error is a variable that every stage looks at and sets, and nothing orders two stages that fail at the same time.
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
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	var first error
	fail := func(err error) {
		if err != nil && first == nil {
			first = err
			cancel()
		}
	}
	values, results := make(chan V), make(chan R)
	var stages sync.WaitGroup
	stages.Go(func() {
		defer close(values)
		fail(source(inner, func(v V) bool {
			select {
			case values <- v:
				return true
			case <-inner.Done():
				return false
			}
		}))
	})
	stages.Go(func() {
		defer close(results)
		for v := range values {
			r, err := work(inner, v)
			if err != nil {
				fail(err)
				return
			}
			select {
			case results <- r:
			case <-inner.Done():
				return
			}
		}
	})
	stages.Go(func() {
		for r := range results {
			if err := sink(inner, r); err != nil {
				fail(err)
				return
			}
		}
	})
	stages.Wait()
	if first == nil {
		first = ctx.Err()
	}
	return first
}
