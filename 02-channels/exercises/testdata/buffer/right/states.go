// Another way: no nil channels: three situations, each with a select of its own. Nothing stored: wait for an item. Something stored: wait for either side. Closed: deliver the rest. Longer, and each select says what can happen.
package exercises

import "context"

func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		var stored []T
		for open := true; open; {
			var item T
			if len(stored) == 0 {
				select {
				case item, open = <-in:
				case <-ctx.Done():
					return
				}
			} else {
				select {
				case item, open = <-in:
				case out <- stored[0]:
					stored = stored[1:]
					continue
				case <-ctx.Done():
					return
				}
			}
			if open {
				stored = append(stored, item)
			}
		}
		for _, item := range stored {
			select {
			case out <- item:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
