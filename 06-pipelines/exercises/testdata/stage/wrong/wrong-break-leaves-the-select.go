// Mistake: the break at the end of ctx leaves the select, and not the loop; there the next value may be as ready as the end is, and is taken, worked on and dropped.
package exercises

import (
	"context"
)

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
				select {
				case out <- f(v):
				case <-ctx.Done():
					break
				}
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
