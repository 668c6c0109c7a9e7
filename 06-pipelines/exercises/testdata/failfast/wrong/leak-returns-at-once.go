// Mistake: it returns with the first error and waits for nobody; source and work are still there, and use what the caller may close now.
package exercises

import "context"

func FailFast[V, R any](
	ctx context.Context,
	source func(ctx context.Context, emit func(V) bool) error,
	work func(ctx context.Context, v V) (R, error),
	sink func(ctx context.Context, r R) error,
) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	values, results := make(chan V), make(chan R)
	errs := make(chan error, 3)
	go func() {
		defer close(values)
		errs <- source(ctx, func(v V) bool {
			select {
			case values <- v:
				return true
			case <-ctx.Done():
				return false
			}
		})
	}()
	go func() {
		defer close(results)
		for v := range values {
			r, err := work(ctx, v)
			if err != nil {
				errs <- err
				return
			}
			select {
			case results <- r:
			case <-ctx.Done():
				return
			}
		}
		errs <- nil
	}()
	go func() {
		for r := range results {
			if err := sink(ctx, r); err != nil {
				errs <- err
				return
			}
		}
		errs <- nil
	}()
	for range 3 {
		select {
		case err := <-errs:
			if err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
