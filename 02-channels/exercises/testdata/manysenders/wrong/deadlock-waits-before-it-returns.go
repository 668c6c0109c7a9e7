// Mistake: it waits for the senders before it returns the channel, and they wait for somebody who receives from it.
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
	running.Wait()
	close(out)
	return out, sync.OnceFunc(func() { close(quit) })
}
