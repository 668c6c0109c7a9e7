// Another way: sends are bare, and when ctx ends a second goroutine receives what nobody else wants, until the channel is closed. No select around the send; after the end a late receiver and the drain compete.
package exercises

import "context"

func Stage[In, Out any](ctx context.Context, in <-chan In, f func(In) Out) <-chan Out {
	out := make(chan Out)
	stop := context.AfterFunc(ctx, func() {
		for range out {
		}
	})
	go func() {
		defer close(out)
		defer stop()
		for ctx.Err() == nil {
			select {
			case v, ok := <-in:
				if !ok {
					return
				}
				out <- f(v)
			case <-ctx.Done():
			}
		}
	}()
	return out
}
