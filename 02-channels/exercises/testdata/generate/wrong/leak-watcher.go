// Mistake: a second goroutine waits for the end of ctx; when the values end first, it waits on.
package exercises

import "context"

func Generate[T any](ctx context.Context, next func() (T, bool)) <-chan T {
	out := make(chan T)
	quit := make(chan struct{})
	go func() {
		<-ctx.Done()
		close(quit)
	}()
	go func() {
		defer close(out)
		for {
			v, ok := next()
			if !ok {
				return
			}
			select {
			case out <- v:
			case <-quit:
				return
			}
		}
	}()
	return out
}
