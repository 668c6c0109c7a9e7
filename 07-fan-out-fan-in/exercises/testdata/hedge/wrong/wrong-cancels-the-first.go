// Mistake: when the delay is over it cancels the first call and makes a new one: a retry with a timeout. A call that always takes longer than the delay is never answered.
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
	cancel := func() {}
	defer func() { cancel() }()
	replies := make(chan reply, 2)
	begun := 0
	begin := func() {
		if begun == 2 || ctx.Err() != nil {
			return
		}
		begun++
		cancel()
		inner, stop := context.WithCancel(ctx)
		cancel = stop
		go func() {
			answer, err := call(inner)
			replies <- reply{answer, err}
		}()
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	var none T
	var errs []error
	for begin(); len(errs) < begun; {
		select {
		case r := <-replies:
			if r.err == nil {
				return r.answer, nil
			}
			errs = append(errs, r.err)
			begin()
		case <-timer.C:
			begin()
		case <-ctx.Done():
			return none, ctx.Err()
		}
	}
	return none, errors.Join(errs...)
}
