// Mistake: send looks every millisecond whether it was stopped: it learns of it late, and wakes up a thousand times a second to learn nothing.
package exercises

import (
	"sync"
	"sync/atomic"
	"time"
)

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	var (
		out     = make(chan T)
		stopped atomic.Bool
		running sync.WaitGroup
	)
	for _, sender := range senders {
		running.Go(func() {
			sender(func(v T) bool {
				for !stopped.Load() {
					select {
					case out <- v:
						return true
					case <-time.After(time.Millisecond):
					}
				}
				return false
			})
		})
	}
	go func() {
		running.Wait()
		close(out)
	}()
	return out, func() { stopped.Store(true) }
}
