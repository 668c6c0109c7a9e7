// Mistake: the channel is closed where ctx ends, and once more by the deferred call.
package exercises

import "context"

func Generate[T any](ctx context.Context, next func() (T, bool)) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		for {
			v, ok := next()
			if !ok {
				return
			}
			select {
			case out <- v:
			case <-ctx.Done():
				close(out)
				return
			}
		}
	}()
	return out
}
