// Mistake: it knows one end only, the close of in; when ctx ends and nobody closes, the goroutine waits for ever.
package exercises

import "context"

func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
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
			}
		}
	}()
	return out
}
