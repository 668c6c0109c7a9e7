// Mistake: it looks at ctx before each send; when ctx ends during the send, nobody wakes the sender.
package exercises

import "context"

func Generate[T any](ctx context.Context, next func() (T, bool)) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		for {
			select {
			case <-ctx.Done():
				return
			default:
			}
			v, ok := next()
			if !ok {
				return
			}
			out <- v
		}
	}()
	return out
}
