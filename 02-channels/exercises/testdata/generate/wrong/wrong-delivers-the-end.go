// Mistake: what comes with the false that means no more is sent like a value.
package exercises

import "context"

func Generate[T any](ctx context.Context, next func() (T, bool)) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		for more := true; more; {
			var v T
			v, more = next()
			select {
			case out <- v:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
