// Mistake: it waits for every source before it returns, so that nobody is left behind; the slowest decides how long that takes.
package exercises

import (
	"context"
	"errors"
	"sync"
	"time"
)

func Deadline[T any](d time.Duration, sources []func(context.Context) (T, error)) (T, error) {
	type reply struct {
		answer T
		err    error
	}
	ctx, cancel := context.WithCancel(context.Background())
	timeout := time.After(d)
	replies := make(chan reply, len(sources))
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	for _, ask := range sources {
		wg.Go(func() {
			answer, err := ask(ctx)
			replies <- reply{answer, err}
		})
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
