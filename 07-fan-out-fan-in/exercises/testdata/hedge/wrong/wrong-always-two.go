// Mistake: both calls begin at once: the first answer wins, and those who are called have twice the load.
package exercises

import (
	"context"
	"errors"
	"time"
)

func Hedge[T any](ctx context.Context, delay time.Duration, call func(context.Context) (T, error)) (T, error) {
	type reply struct {
		answer T
		err    error
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	replies := make(chan reply, 2)
	begun := 0
	begin := func() {
		if begun == 2 || ctx.Err() != nil {
			return
		}
		begun++
		go func() {
			answer, err := call(inner)
			replies <- reply{answer, err}
		}()
	}
	var none T
	var errs []error
	begin()
	for begin(); len(errs) < begun; {
		select {
		case r := <-replies:
			if r.err == nil {
				return r.answer, nil
			}
			errs = append(errs, r.err)
			begin()
		case <-ctx.Done():
			return none, ctx.Err()
		}
	}
	return none, errors.Join(errs...)
}
