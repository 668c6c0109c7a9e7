// Mistake: it waits for ctx beside the receive, and not beside the send; when the receiver has gone, the goroutine is blocked for ever, and so is every stage before it.
package exercises

import "context"

func Stage[In, Out any](ctx context.Context, in <-chan In, f func(In) Out) <-chan Out {
	out := make(chan Out)
	go func() {
		defer close(out)
		for {
			select {
			case v, ok := <-in:
				if !ok {
					return
				}
				out <- f(v)
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
