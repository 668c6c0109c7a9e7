// Mistake: the operands of all cases are evaluated before a select waits: stored[0], too, while nothing is stored.
package exercises

import "context"

func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		var stored []T
		for in != nil || len(stored) > 0 {
			select {
			case item, ok := <-in:
				if !ok {
					in = nil
					continue
				}
				stored = append(stored, item)
			case out <- stored[0]:
				stored = stored[1:]
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
