// Mistake: the calls are given the caller's context, which does not end when Hedge returns: the loser works on, and one that waits for its context stays for ever.
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
	replies := make(chan reply, 2)
	begun := 0
	begin := func() {
		if begun == 2 || ctx.Err() != nil {
			return
		}
		begun++
		go func() {
			answer, err := call(ctx)
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
