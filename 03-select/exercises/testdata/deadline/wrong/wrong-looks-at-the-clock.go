// Mistake: a default and a look at the clock in place of a timer; the loop burns a core until somebody answers.
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
	end := time.Now().Add(d)
	replies := make(chan reply, len(sources))
	for _, ask := range sources {
		go func() {
			answer, err := ask(ctx)
			replies <- reply{answer, err}
		}()
	}

	var none T
	var errs []error
	for len(errs) < len(sources) {
		select {
		case r := <-replies:
			if r.err == nil {
				return r.answer, nil
			}
			errs = append(errs, r.err)
		default:
			if time.Now().After(end) {
				return none, context.DeadlineExceeded
			}
		}
	}
	return none, errors.Join(errs...)
}
