// Mistake: the send waits for ctx too, but the range over in does not; a stage with a silent input never learns that ctx has ended.
package exercises

import "context"

func Stage[In, Out any](ctx context.Context, in <-chan In, f func(In) Out) <-chan Out {
	out := make(chan Out)
	go func() {
		defer close(out)
		for v := range in {
			select {
			case out <- f(v):
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
