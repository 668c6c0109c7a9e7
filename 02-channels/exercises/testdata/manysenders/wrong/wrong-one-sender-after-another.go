// Mistake: one goroutine runs the senders one after another, so that whoever is last waits until all before have returned.
package exercises

import "sync"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	out, quit := make(chan T), make(chan struct{})
	go func() {
		defer close(out)
		for _, sender := range senders {
			sender(func(v T) bool {
				select {
				case out <- v:
					return true
				case <-quit:
					return false
				}
			})
		}
	}()
	return out, sync.OnceFunc(func() { close(quit) })
}
