// Mistake: stop tells each sender by a send; when the senders are gone, nobody receives and stop waits for ever.
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
	return out, func() {
		for range senders {
			quit <- struct{}{}
		}
	}
}
