// Another way: the context brings the deadline with it, so that it tells the sources and the loop by one timer. At the deadline a source may return its error before the loop sees the end: then that error says the same.
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
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	replies := make(chan reply, len(sources))
	for _, ask := range sources {
		go func() {
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
		case <-ctx.Done():
			return none, ctx.Err()
		}
	}
	return none, errors.Join(errs...)
}
