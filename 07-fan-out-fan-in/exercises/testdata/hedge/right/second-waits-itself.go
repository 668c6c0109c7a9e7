// Another way: the second call's goroutine is there from the beginning, and waits for its time itself. Two goroutines in any case, where one often suffices; in exchange the loop knows nothing of timers.
package exercises

import (
	"context"
	"fmt"
	"time"
)

func Hedge[T any](ctx context.Context, delay time.Duration, call func(context.Context) (T, error)) (T, error) {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	answers, failures := make(chan T, 2), make(chan error, 2)
	attempt := func() bool {
		answer, err := call(inner)
		if err != nil {
			failures <- err
			return false
		}
		answers <- answer
		return true
	}
	firstFailed := make(chan struct{})
	go func() {
		if !attempt() {
			close(firstFailed)
		}
	}()
	go func() {
		select {
		case <-time.After(delay):
		case <-firstFailed:
		case <-inner.Done():
		}
		if inner.Err() == nil {
			attempt()
		}
	}()
	var none T
	var errs [2]error
	for i := range errs {
		select {
		case answer := <-answers:
			return answer, nil
		case errs[i] = <-failures:
		case <-ctx.Done():
			return none, ctx.Err()
		}
	}
	return none, fmt.Errorf("both calls failed: %w; %w", errs[0], errs[1])
}
