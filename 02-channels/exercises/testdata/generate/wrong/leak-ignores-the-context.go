// Mistake: it sends and looks at nothing else; when the receiver has gone, the goroutine is blocked for ever.
package exercises

import "context"

func Generate[T any](ctx context.Context, next func() (T, bool)) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		for v, ok := next(); ok; v, ok = next() {
			out <- v
		}
	}()
	return out
}
