package exercises

import (
	"context"
	"time"
)

// Batch returns a channel that delivers the values from in, in the same order, in
// batches of at most size values.
//
//   - A batch is due as soon as it has size values, or wait has passed since its
//     first value was received from in, or in was closed, whichever comes first.
//     Before that it is not offered, and from then on it is, until somebody
//     receives it. A batch without values is never due.
//   - Batch holds the values of one batch: while a full one waits for a receiver,
//     nothing is received from in. (Whether one that is due and not full takes in
//     more while it waits is up to you.)
//   - The slice belongs to who receives it: to keep, to change and to append to.
//   - When in is closed, the channel is closed, after the last batch.
//   - When ctx ends, Batch gives up, whether or not anybody receives: it drops what
//     it holds, receives nothing more from in, and closes the channel. (What becomes
//     ready together with the end of ctx may still get through.)
//   - While there is nothing to do Batch blocks. No goroutine is left behind at the
//     end, in either way, not even one that sleeps until the time of a batch is over.
//
// size is 1 or more, wait is positive.
func Batch[T any](ctx context.Context, in <-chan T, size int, wait time.Duration) <-chan []T {
	panic("not implemented")
}
