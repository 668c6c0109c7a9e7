// Another way: one select whose cases are switched on and off by nil channels, and one timer that is set again for each batch. A batch whose time is over goes on to fill while it waits; more states to keep apart.
package exercises

import (
	"context"
	"time"
)

func Batch[T any](ctx context.Context, in <-chan T, size int, wait time.Duration) <-chan []T {
	out := make(chan []T)
	go func() {
		defer close(out)
		timer := time.NewTimer(wait)
		timer.Stop()
		defer timer.Stop()
		var batch []T
		due := false
		for in != nil || len(batch) > 0 {
			source, sink := in, chan<- []T(nil)
			if len(batch) == size {
				source = nil
			}
			if len(batch) == size || len(batch) > 0 && (due || in == nil) {
				sink = out
			}
			select {
			case v, ok := <-source:
				if !ok {
					in = nil
					continue
				}
				if batch = append(batch, v); len(batch) == 1 {
					timer.Reset(wait)
				}
			case sink <- batch:
				timer.Stop()
				batch, due = nil, false
			case <-timer.C:
				due = true
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
