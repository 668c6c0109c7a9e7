// Mistake: a variable that nothing guards says whether stop was called before; two that call it at the same time may both close.
package exercises

import "sync"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	out := make(chan T)
	quit := make(chan struct{})
	var running sync.WaitGroup
	for _, sender := range senders {
		running.Go(func() {
			sender(func(v T) bool {
				select {
				case out <- v:
					return true
				case <-quit:
					return false
				}
			})
		})
	}
	go func() {
		running.Wait()
		close(out)
	}()
	stopped := false
	return out, func() {
		if !stopped {
			stopped = true
			close(quit)
		}
	}
}
