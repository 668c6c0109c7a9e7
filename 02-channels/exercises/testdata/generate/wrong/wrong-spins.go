// Mistake: a default in the select, in a loop that tries again; while nobody receives, it burns a core.
package exercises

import "context"

func Generate[T any](ctx context.Context, next func() (T, bool)) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		v, ok := next()
		for ok {
			select {
			case <-ctx.Done():
				return
			case out <- v:
				v, ok = next()
			default: // nobody there yet
			}
		}
	}()
	return out
}
