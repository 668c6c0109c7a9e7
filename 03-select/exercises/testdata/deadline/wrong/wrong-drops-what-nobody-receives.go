// Mistake: an answer is sent only if somebody receives at that moment; one that comes while others are still being started is dropped.
package exercises

import (
	"context"
	"errors"
	"time"
)

func Deadline[T any](d time.Duration, sources []func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	answers := make(chan T)
	failures := make(chan error, len(sources))
	for _, ask := range sources {
		go func() {
			answer, err := ask(ctx)
			if err != nil {
				failures <- err
				return
			}
			select {
			case answers <- answer:
			default: // Deadline has returned, or so its author thinks
			}
		}()
	}
	var none T
	var errs []error
	for len(errs) < len(sources) {
		select {
		case answer := <-answers:
			return answer, nil
		case err := <-failures:
			errs = append(errs, err)
		case <-ctx.Done():
			return none, ctx.Err()
		}
	}
	return none, errors.Join(errs...)
}
