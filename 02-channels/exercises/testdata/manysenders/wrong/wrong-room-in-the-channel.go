// Mistake: the channel has a buffer, so send says true to what nobody has received; when the receiver stops, that is lost.
package exercises

import "sync"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	out := make(chan T, len(senders))
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
	return out, sync.OnceFunc(func() { close(quit) })
}
