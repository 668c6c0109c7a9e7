// Mistake: it takes items from the end of the slice, which is cheap, and delivers the newest first.
package exercises

import "context"

func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		var stored []T
		for in != nil || len(stored) > 0 {
			var send chan<- T
			var item T
			if n := len(stored); n > 0 {
				send, item = out, stored[n-1]
			}
			select {
			case item, ok := <-in:
				if !ok {
					in = nil
					continue
				}
				stored = append(stored, item)
			case send <- item:
				stored = stored[:len(stored)-1]
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
