package exercises

import "context"

// Stage is one stage of a pipeline: it returns a channel that delivers f(v) for
// every value v from in, in the same order. It ends when in is closed or ctx
// ends, and then closes the channel.
func Stage[In, Out any](ctx context.Context, in <-chan In, f func(In) Out) <-chan Out {
	out := make(chan Out)
	go func() { // ends when in is closed or ctx ends
		defer close(out)
		for {
			select {
			case v, ok := <-in:
				if !ok {
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
