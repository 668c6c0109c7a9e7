// Mistake: f runs in a goroutine of its own, so that the stage need not wait for it; when ctx ends the channel is closed, and f is still at work.
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
				result := make(chan Out, 1)
				go func() { result <- f(v) }()
				select {
				case r := <-result:
					select {
					case out <- r:
					case <-ctx.Done():
						return
					}
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
