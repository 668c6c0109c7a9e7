// Mistake: break ends the select, not the loop around it; after the end of ctx it makes values that nobody wants, until there are no more.
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
				break
			}
		}
	}()
	return out
}
