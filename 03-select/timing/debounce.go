package timing

import (
	"context"
	"time"
)

// Debounce returns a channel that gets the last value of each burst: a value of
// in is passed on once quiet has gone by and no other followed it.
//
// in is read at all times, so a send to it never waits for the receiver. While
// the receiver is not ready, a new value takes the old one's place and waits
// for quiet in its turn. When in is closed, the value that is still held is
// passed on at once and the channel closed; when ctx ends, the value is dropped
// and the channel closed.
func Debounce[T any](ctx context.Context, in <-chan T, quiet time.Duration) <-chan T {
	positive("Debounce", quiet)
	out := make(chan T)
	go debounce(ctx, in, out, quiet) // ends with ctx, or after in
	return out
}

func debounce[T any](ctx context.Context, in <-chan T, out chan<- T, quiet time.Duration) {
	defer close(out)
	var held T
	var ready chan<- T // nil, so that its case is off, until the quiet is over
	timer := stopped()
	defer timer.Stop()
	for {
		select {
		case value, open := <-in:
			if !open {
				if timer.Stop() || ready != nil {
					send(ctx, out, held)
				}
				return
			}
			held, ready = value, nil
			timer.Reset(quiet)
		case <-timer.C:
			ready = out
		case ready <- held:
			ready = nil
		case <-ctx.Done():
			return
		}
	}
}

// stopped returns a timer that does not fire before it is Reset.
func stopped() *time.Timer {
	timer := time.NewTimer(time.Hour)
	timer.Stop() // since Go 1.23 nothing of before is received after Stop
	return timer
}

// send sends value unless ctx ends first.
func send[T any](ctx context.Context, out chan<- T, value T) {
	select {
	case out <- value:
	case <-ctx.Done():
	}
}
