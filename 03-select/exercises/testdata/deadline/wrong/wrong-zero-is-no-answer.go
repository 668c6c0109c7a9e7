// Mistake: an answer that is the zero value is taken for none, though only the error says whether there is one.
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
	var none T
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	replies := make(chan reply, len(sources))
	for _, ask := range sources {
		go func() {
			answer, err := ask(ctx)
			replies <- reply{answer, err}
		}()
	}
	timeout := time.After(d)
	var errs []error
	for range sources {
		select {
		case r := <-replies:
			if any(r.answer) != any(none) {
				return r.answer, nil
			}
			errs = append(errs, r.err)
		case <-timeout:
			return none, context.DeadlineExceeded
		}
	}
	return none, errors.Join(errs...)
}
