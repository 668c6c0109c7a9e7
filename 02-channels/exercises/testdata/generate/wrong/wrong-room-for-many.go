// Mistake: the channel has a buffer; values are made that nobody has asked for and, when ctx ends, nobody gets.
package exercises

import "context"

func Generate[T any](ctx context.Context, next func() (T, bool)) <-chan T {
	out := make(chan T, 64)
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
				return
			}
		}
	}()
	return out
}
