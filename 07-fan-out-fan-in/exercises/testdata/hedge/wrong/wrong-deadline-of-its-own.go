// Mistake: it gives the calls a deadline that nobody asked for: when the caller would still wait, they are called off, and the answer that was late is lost.
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
	inner, cancel := context.WithTimeout(ctx, 10*delay)
	defer cancel() // tells the loser
	const most = 2
	replies := make(chan reply, most) // room for the loser's, which nobody receives
	begun := 0
	begin := func() {
		if begun == most || ctx.Err() != nil {
			return
		}
		begun++
		go func() { // ends when call has returned
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
	if ctx.Err() != nil {
		return none, ctx.Err()
	}
	return none, errors.Join(errs...)
}
