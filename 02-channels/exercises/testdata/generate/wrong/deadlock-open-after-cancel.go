// Mistake: the channel is closed after the last value, but not when ctx ends; a receiver that does not watch ctx itself waits for ever.
package exercises

import "context"

func Generate[T any](ctx context.Context, next func() (T, bool)) <-chan T {
	out := make(chan T)
	go func() {
		for {
			v, ok := next()
			if !ok {
				break
			}
			select {
			case out <- v:
			case <-ctx.Done():
				return
			}
		}
		close(out)
	}()
	return out
}
