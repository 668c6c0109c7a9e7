// Mistake: every source that answers writes the one variable, whether or not it is the first.
package exercises

import (
	"context"
	"errors"
	"time"
)

func Deadline[T any](d time.Duration, sources []func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()

	var (
		answer   T
		answered = make(chan struct{}, len(sources))
		failures = make(chan error, len(sources))
	)
	for _, ask := range sources {
		go func() {
			a, err := ask(ctx)
			if err != nil {
				failures <- err
				return
			}
			answer = a
			answered <- struct{}{}
		}()
	}

	var none T
	var errs []error
	timeout := time.After(d)
	for range sources {
		select {
		case <-answered:
			return answer, nil
		case err := <-failures:
			errs = append(errs, err)
		case <-timeout:
			return none, context.DeadlineExceeded
		}
	}
	return none, errors.Join(errs...)
}
