// Mistake: both ways out that are no answer end in one return, which says that the time was over also when all had failed at once.
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
	replies := make(chan reply, len(sources))
	for _, ask := range sources {
		go func() {
			answer, err := ask(ctx)
			replies <- reply{answer, err}
		}()
	}
	timeout := time.After(d)
	errs := []error{context.DeadlineExceeded}
wait:
	for range sources {
		select {
		case r := <-replies:
			if r.err == nil {
				return r.answer, nil
			}
			errs = append(errs, r.err)
		case <-timeout:
			break wait
		}
	}
	var none T
	return none, errors.Join(errs...)
}
