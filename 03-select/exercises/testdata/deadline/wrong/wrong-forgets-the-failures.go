// Mistake: only answers are sent; when every source has failed it waits for the time to be over.
package exercises

import (
	"context"
	"time"
)

func Deadline[T any](d time.Duration, sources []func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()

	answers := make(chan T, len(sources))
	for _, ask := range sources {
		go func() {
			if answer, err := ask(ctx); err == nil {
				answers <- answer
			}
		}()
	}
	var none T
	select {
	case answer := <-answers:
		return answer, nil
	case <-time.After(d):
		return none, context.DeadlineExceeded
	}
}
