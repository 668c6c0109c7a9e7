// Mistake: it cancels where it has an answer, and not where both calls have failed: their context, and what they began with it, stay until the caller's ends.
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
	timer := time.NewTimer(delay)
	defer timer.Stop()
	var none T
	var errs []error
	for begin(); len(errs) < begun; {
		select {
		case r := <-replies:
			if r.err == nil {
				cancel() // tells the loser
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
