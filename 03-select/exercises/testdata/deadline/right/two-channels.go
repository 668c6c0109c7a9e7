// Another way: answers and failures have channels of their own, and time left is computed anew for each wait. More cases in the select, and no branch on the error; a timer for each failure, where one would do.
package exercises

import (
	"context"
	"errors"
	"time"
)

func Deadline[T any](d time.Duration, sources []func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()

	end := time.Now().Add(d)
	answers := make(chan T, len(sources))
	failures := make(chan error, len(sources))
	for _, ask := range sources {
		go func() {
			if answer, err := ask(ctx); err != nil {
				failures <- err
			} else {
				answers <- answer
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
		case <-time.After(time.Until(end)):
			return none, context.DeadlineExceeded
		}
	}
	return none, errors.Join(errs...)
}
