// Another way: one goroutine calls next, another deals with receiver and context; between them an unbuffered channel. Calling and sending are apart, as in a pipeline; the value must be asked for, or next would run ahead by one more.
package exercises

import "context"

func Generate[T any](ctx context.Context, next func() (T, bool)) <-chan T {
	ask := make(chan struct{})
	values := make(chan T)
	go func() {
		defer close(values)
		for range ask {
			v, ok := next()
			if !ok {
				return
			}
			values <- v
		}
	}()

	out := make(chan T)
	go func() {
		defer close(out)
		defer close(ask)
		for {
			ask <- struct{}{}
			v, ok := <-values
			if !ok {
				return
			}
			select {
			case <-ctx.Done():
				return
			case out <- v:
			}
		}
	}()
	return out
}
