// Mistake: every source cancels the context when it is done; the first failure calls off those that may yet answer.
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
	timeout := time.After(d)
	replies := make(chan reply, len(sources))
	for _, ask := range sources {
		go func() {
			defer cancel()
			answer, err := ask(ctx)
			replies <- reply{answer, err}
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
		case <-timeout:
			return none, context.DeadlineExceeded
		}
	}
	return none, errors.Join(errs...)
}
