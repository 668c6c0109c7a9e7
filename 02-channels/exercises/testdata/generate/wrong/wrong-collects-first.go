// Mistake: it makes all values before it offers the first; an endless stream never begins.
package exercises

import "context"

func Generate[T any](ctx context.Context, next func() (T, bool)) <-chan T {
	var values []T
	for v, ok := next(); ok; v, ok = next() {
		values = append(values, v)
	}
	out := make(chan T)
	go func() {
		defer close(out)
		for _, v := range values {
			select {
			case out <- v:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
