// Mistake: the senders count themselves off in a variable that nothing guards; two may both be the last, or neither.
package exercises

import "sync"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	out := make(chan T)
	quit := make(chan struct{})
	left := len(senders)
	if left == 0 {
		close(out)
	}
	for _, sender := range senders {
		go func() {
			sender(func(v T) bool {
				select {
				case out <- v:
					return true
				case <-quit:
					return false
				}
			})
			left--
			if left == 0 {
				close(out)
			}
		}()
	}
	return out, sync.OnceFunc(func() { close(quit) })
}
