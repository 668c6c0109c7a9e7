// Mistake: the channel is not closed when the last item was delivered; a range over it waits for ever.
package exercises

import "context"

func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		var stored []T
		for in != nil || len(stored) > 0 {
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
