// Mistake: it ends when in is closed and one item is left: the loop counts what is stored as if the one on offer were gone.
package exercises

import "context"

func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		var stored []T
		for in != nil || len(stored) > 1 {
			var send chan<- T
			var oldest T
			if len(stored) > 0 {
				send, oldest = out, stored[0]
			}
			select {
			case item, ok := <-in:
				if !ok {
					in = nil
					continue
				}
				stored = append(stored, item)
			case send <- oldest:
				stored = stored[1:]
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
