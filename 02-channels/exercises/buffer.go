package exercises

import "context"

// Buffer returns a channel that delivers what is sent to in, in the same order.
// What nobody has received yet it stores, however much that is.
//
//   - A send to in never waits for a receiver.
//   - After in was closed, what is stored can still be received; then the
//     channel that Buffer returned is closed.
//   - When ctx ends, Buffer gives up, whether anybody receives or not: it drops
//     what is stored and closes its channel.
//   - However much is stored, Buffer needs a few goroutines, not one for each
//     item. They block while there is nothing to do, and none is left behind
//     at the end, in either way.
func Buffer[T any](ctx context.Context, in <-chan T) <-chan T {
	panic("not implemented")
}
