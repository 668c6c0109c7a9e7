// Another way: a bare send, and when ctx ends a second goroutine receives what nobody else wants, until the channel is closed. No select; the price is a goroutine that competes with the receiver after the end.
package exercises

import "context"

func Generate[T any](ctx context.Context, next func() (T, bool)) <-chan T {
	out := make(chan T)
	stop := context.AfterFunc(ctx, func() {
		for range out {
		}
	})
	go func() {
		defer close(out)
		defer stop()
		for ctx.Err() == nil {
			v, ok := next()
			if !ok {
				return
			}
			out <- v
		}
	}()
	return out
}
