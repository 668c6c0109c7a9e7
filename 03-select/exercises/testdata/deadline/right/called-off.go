// Another way: replies stay unbuffered, and every sender waits for a receiver or for the end of the context, which comes when Deadline returns. No room for replies that nobody reads; every send becomes a select.
package exercises

import (
	"context"
	"errors"
	"time"
)

func Deadline[T any](d time.Duration, sources []func(context.Context) (T, error)) (T, error) {
	type reply struct {
		answer T
		err    error
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	timer := time.NewTimer(d)
	defer timer.Stop()
	replies := make(chan reply)
	for _, ask := range sources {
		go func() {
			answer, err := ask(ctx)
			select {
			case replies <- reply{answer, err}:
			case <-ctx.Done():
			}
		}()
	}

	var none T
	var errs []error
	for range sources {
		select {
		case r := <-replies:
			if r.err == nil {
				return r.answer, nil
			}
			errs = append(errs, r.err)
		case <-timer.C:
			return none, context.DeadlineExceeded
		}
	}
	return none, errors.Join(errs...)
}
