// Mistake: send tries again and again, with a default, until it succeeds or is stopped: each sender that waits burns a processor.
package exercises

import (
	"runtime"
	"sync"
	"sync/atomic"
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
					default:
						runtime.Gosched()
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
