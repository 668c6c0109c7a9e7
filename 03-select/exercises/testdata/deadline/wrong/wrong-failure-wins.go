// Mistake: it returns the first reply, even if that is a failure.
package exercises

import (
	"context"
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
			answer, err := ask(ctx)
			replies <- reply{answer, err}
		}()
	}

	var none T
	select {
	case r := <-replies:
		return r.answer, r.err
	case <-timeout:
		return none, context.DeadlineExceeded
	}
}
