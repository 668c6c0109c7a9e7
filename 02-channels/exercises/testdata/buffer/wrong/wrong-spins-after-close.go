// Mistake: a closed channel can always be received from; until the rest is delivered, the select finds in ready again and again.
package exercises

import "context"

func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		var stored []T
		for open := true; open || len(stored) > 0; {
			var send chan<- T
			var oldest T
			if len(stored) > 0 {
				send, oldest = out, stored[0]
			}
			select {
			case item, ok := <-in:
				if !ok {
					open = false
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
