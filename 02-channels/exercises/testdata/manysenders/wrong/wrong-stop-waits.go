// Mistake: stop returns when all senders have; one that is busy keeps its caller waiting.
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
	var once sync.Once
	return out, func() {
		once.Do(func() { close(quit) })
		running.Wait()
	}
}
