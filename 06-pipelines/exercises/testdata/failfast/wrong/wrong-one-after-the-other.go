// Mistake: emit calls work and sink itself; every error arrives where it belongs, and nothing ever works at the same time as anything else.
package exercises

import "context"

func FailFast[V, R any](
	ctx context.Context,
	source func(ctx context.Context, emit func(V) bool) error,
	work func(ctx context.Context, v V) (R, error),
	sink func(ctx context.Context, r R) error,
) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	err := source(ctx, func(v V) bool {
		if ctx.Err() != nil {
			return false
		}
		r, err := work(ctx, v)
		if err == nil {
			err = sink(ctx, r)
		}
		if err != nil {
			cancel(err)
			return false
		}
		return true
	})
	if err != nil {
		cancel(err)
	}
	return context.Cause(ctx)
}
