// Mistake: there is no goroutine; the first send waits for a receiver, who waits for the channel.
package exercises

import "context"

func Generate[T any](ctx context.Context, next func() (T, bool)) <-chan T {
	out := make(chan T)
	defer close(out)
	for {
		v, ok := next()
		if !ok {
			return out
		}
		select {
		case out <- v:
		case <-ctx.Done():
			return out
		}
	}
}
