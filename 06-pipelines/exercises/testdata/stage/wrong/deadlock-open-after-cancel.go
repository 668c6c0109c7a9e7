// Mistake: the channel is closed where the input ends, and not where ctx does; a receiver that ranges over it waits for ever after a cancel.
package exercises

import "context"

func Stage[In, Out any](ctx context.Context, in <-chan In, f func(In) Out) <-chan Out {
	out := make(chan Out)
	go func() {
		for {
			select {
			case v, ok := <-in:
				if !ok {
					close(out)
					return
				}
				select {
				case out <- f(v):
				case <-ctx.Done():
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
