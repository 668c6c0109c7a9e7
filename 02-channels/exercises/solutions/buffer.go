package exercises

import "context"

// Buffer waits for whatever can happen next: an item comes, the oldest one is
// taken, in is closed, ctx ends. What can't happen is a nil channel in the select:
// send while nothing is stored, in after it was closed.
func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		var stored []T // the oldest first
		for in != nil || len(stored) > 0 {
			var send chan<- T
			var oldest T
			if len(stored) > 0 {
				send, oldest = out, stored[0]
			}
			select {
			case item, ok := <-in:
				if ok {
					stored = append(stored, item)
				} else {
					in = nil // else it would be ready for ever
				}
			case send <- oldest:
				stored = stored[1:]
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
