// Another way: no replies travel. Sources and timer race for one outcome under a mutex, and whoever decides it closes a channel. The rules stand in one place; a timer that was not stopped would call a function for nothing.
package exercises

import (
	"context"
	"errors"
	"sync"
	"time"
)

func Deadline[T any](d time.Duration, sources []func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()

	var (
		mu      sync.Mutex // guards what follows until over is closed
		decided bool
		answer  T
		err     error
		errs    []error
		over    = make(chan struct{})
	)
	decide := func(a T, e error) { // with mu held
		if !decided {
			decided, answer, err = true, a, e
			close(over)
		}
	}
	var none T
	timer := time.AfterFunc(d, func() {
		mu.Lock()
		defer mu.Unlock()
		decide(none, context.DeadlineExceeded)
	})
	defer timer.Stop()
	for _, ask := range sources {
		go func() {
			a, e := ask(ctx)
			mu.Lock()
			defer mu.Unlock()
			if e == nil {
				decide(a, nil)
				return
			}
			if errs = append(errs, e); len(errs) == len(sources) {
				decide(none, errors.Join(errs...))
			}
		}()
	}
	<-over
	return answer, err
}
