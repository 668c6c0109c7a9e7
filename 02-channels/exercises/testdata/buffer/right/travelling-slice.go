// Another way: the store itself travels in a channel with room for one: whoever has received it owns it. No lock; every item that comes takes the slice out and puts it back longer.
package exercises

import "context"

func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	store := make(chan []T, 1) // holds the store while it is not empty and nobody has it
	go func() {
		defer close(store)
		for {
			select {
			case item, ok := <-in:
				if !ok {
					return
				}
				var items []T
				select {
				case items = <-store:
				default:
				}
				store <- append(items, item) // has room: nobody else puts
			case <-ctx.Done():
				return
			}
		}
	}()

	out := make(chan T)
	go func() {
		defer close(out)
		for items := range store {
			for _, item := range items {
				select {
				case out <- item:
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	return out
}
