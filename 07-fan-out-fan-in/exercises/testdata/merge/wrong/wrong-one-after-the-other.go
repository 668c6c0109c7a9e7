// Mistake: it reads the first channel to its end, then the next: what comes from the others waits, and one channel that stays open holds up all.
package exercises

import "context"

func Merge[T any](ctx context.Context, ins ...<-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		for _, in := range ins {
			for open := true; open; {
				select {
				case v, ok := <-in:
					if open = ok; !ok {
						continue
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
		}
	}()
	return out
}
