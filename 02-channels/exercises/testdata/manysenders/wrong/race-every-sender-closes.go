// Mistake: whoever has nothing more to send closes the channel, while others send.
package exercises

import "sync"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	out := make(chan T)
	quit := make(chan struct{})
	var once sync.Once
	for _, sender := range senders {
		go func() {
			defer once.Do(func() { close(out) })
			sender(func(v T) bool {
				select {
				case out <- v:
					return true
				case <-quit:
					return false
				}
			})
		}()
	}
	if len(senders) == 0 {
		close(out)
	}
	return out, sync.OnceFunc(func() { close(quit) })
}
