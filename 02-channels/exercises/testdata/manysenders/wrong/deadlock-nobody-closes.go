// Mistake: nobody waits for the senders to end, and nobody closes the channel.
package exercises

import "sync"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	out := make(chan T)
	quit := make(chan struct{})
	for _, sender := range senders {
		go sender(func(v T) bool {
			select {
			case out <- v:
				return true
			case <-quit:
				return false
			}
		})
	}
	return out, sync.OnceFunc(func() { close(quit) })
}
