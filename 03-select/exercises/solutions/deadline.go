package exercises

import (
	"context"
	"errors"
	"time"
)

// Deadline asks all sources at the same time and returns the first answer, if
// one comes within d. A source that returns an error has not answered. When d
// has passed without an answer, Deadline returns context.DeadlineExceeded; when
// all sources have failed, an error that wraps each of theirs.
func Deadline[T any](d time.Duration, sources []func(context.Context) (T, error)) (T, error) {
	type reply struct {
		answer T
		err    error
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()                            // tells the losers
	timeout := time.After(d)                  // one timer for the whole loop
	replies := make(chan reply, len(sources)) // room for those that nobody receives
	for _, ask := range sources {
		go func() { // ends when ask has returned
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
