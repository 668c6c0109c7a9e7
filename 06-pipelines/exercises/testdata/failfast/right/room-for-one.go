// Another way: channels with room for one, a report from each stage when it ends, and one goroutine that reads the reports in the order in which they come and cancels at the first error. The order of the reports is the order of the errors: each is sent before the cancel that follows from it.
package exercises

import "context"

func FailFast[V, R any](
	ctx context.Context,
	source func(ctx context.Context, emit func(V) bool) error,
	work func(ctx context.Context, v V) (R, error),
	sink func(ctx context.Context, r R) error,
) error {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	values, results := make(chan V, 1), make(chan R, 1)
	reports := make(chan error, 3)

	go func() {
		defer close(values)
		err := source(inner, func(v V) bool {
			if inner.Err() != nil {
				return false
			}
			select {
			case values <- v:
				return true
			case <-inner.Done():
				return false
			}
		})
		if err == nil {
			err = ctx.Err()
		}
		reports <- err
	}()
	go func() {
		defer close(results)
		for v := range values {
			r, err := work(inner, v)
			if err != nil {
				reports <- err
				return
			}
			select {
			case results <- r:
			case <-inner.Done():
				reports <- inner.Err()
				return
			}
		}
		reports <- nil
	}()
	go func() {
		for r := range results {
			if err := sink(inner, r); err != nil {
				reports <- err
				return
			}
		}
		reports <- nil
	}()

	var first error
	for range 3 {
		if err := <-reports; err != nil && first == nil {
			first = err
			cancel()
		}
	}
	return first
}
