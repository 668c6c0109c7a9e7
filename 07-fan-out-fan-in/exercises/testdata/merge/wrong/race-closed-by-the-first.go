// Mistake: every forwarder closes the output when its own channel ends, while the others still send: nothing orders a close and a send, and a send on a closed channel panics.
package exercises

import "context"

func Merge[T any](ctx context.Context, ins ...<-chan T) <-chan T {
	out := make(chan T)
	if len(ins) == 0 {
		close(out)
	}
	for _, in := range ins {
		go func() {
			defer close(out)
			for {
				select {
				case v, ok := <-in:
					if !ok {
						return
					}
					select {
					case out <- v:
					case <-ctx.Done():
						return
					}
				case <-ctx.Done():
					return
				}
			}
		}()
	}
	return out
}
