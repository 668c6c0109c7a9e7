// Mistake: a default in the select; values that nobody is waiting for at that moment are lost.
package exercises

import "context"

func Generate[T any](ctx context.Context, next func() (T, bool)) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		for ctx.Err() == nil {
			v, ok := next()
			if !ok {
				return
			}
			select {
			case out <- v:
			default:
			}
		}
	}()
	return out
}
