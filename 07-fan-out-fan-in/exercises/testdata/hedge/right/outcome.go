// Another way: no replies travel. The calls, a timer's function and the context's end race for one outcome under a mutex, and whoever decides it closes a channel. The rules stand in one place; the timer must be stopped, and its function may still run once more.
package exercises

import (
	"context"
	"errors"
	"sync"
	"time"
)

func Hedge[T any](ctx context.Context, delay time.Duration, call func(context.Context) (T, error)) (T, error) {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	var (
		mu      sync.Mutex // guards what follows until over is closed
		decided bool
		begun   int
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
	var begin func() // with mu held
	begin = func() {
		if begun == 2 || decided || ctx.Err() != nil {
			return
		}
		begun++
		go func() {
			a, e := call(inner)
			mu.Lock()
			defer mu.Unlock()
			if e == nil {
				decide(a, nil)
				return
			}
			errs = append(errs, e)
			begin()
			if len(errs) == begun {
				decide(none, errors.Join(errs...))
			}
		}()
	}
	mu.Lock()
	begin()
	mu.Unlock()
	timer := time.AfterFunc(delay, func() {
		mu.Lock()
		defer mu.Unlock()
		begin()
	})
	defer timer.Stop()
	defer context.AfterFunc(ctx, func() {
		mu.Lock()
		defer mu.Unlock()
		decide(none, ctx.Err())
	})()
	<-over
	return answer, err
}
