package exercises

import "context"

// Generate sends from a goroutine of its own. Only that goroutine sends, so it
// alone knows when the last value is gone, and it closes the channel: on every
// way out, because the call is deferred.
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
			case <-ctx.Done(): // perhaps nobody will ever receive v
				return
			}
		}
	}()
	return out
}
