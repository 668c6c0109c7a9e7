// Mistake: two selects with a default, one for either side; when neither is ready, it goes round and round.
package exercises

import "context"

func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		var stored []T
		for open := true; open || len(stored) > 0; {
			select {
			case <-ctx.Done():
				return
			case item, ok := <-in:
				if ok {
					stored = append(stored, item)
				} else {
					open = false
				}
			default:
			}
			if len(stored) > 0 {
				select {
				case out <- stored[0]:
					stored = stored[1:]
				default:
				}
			}
		}
	}()
	return out
}
