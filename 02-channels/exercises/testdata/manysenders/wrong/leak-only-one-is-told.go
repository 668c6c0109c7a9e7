// Mistake: stop sends on quit, and a value that is sent has one receiver; the other senders wait on.
package exercises

import "sync"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	out := make(chan T)
	quit := make(chan struct{}, 1)
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
	return out, func() {
		select {
		case quit <- struct{}{}:
		default: // there is one already
		}
	}
}
