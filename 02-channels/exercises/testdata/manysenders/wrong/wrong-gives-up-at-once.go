// Mistake: a default in the select: send says false when the receiver is not waiting at that moment, though nobody has stopped.
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
				default:
					return false
				}
			})
		})
	}
	go func() {
		running.Wait()
		close(out)
	}()
	return out, sync.OnceFunc(func() { close(quit) })
}
