// Another way: nobody waits for the senders: an atomic counter tells the last of them that it is the last, and it closes. One goroutine less; with no senders at all there is no last one, and that case needs its own line.
package exercises

import (
	"sync"
	"sync/atomic"
)

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	out := make(chan T)
	if len(senders) == 0 {
		close(out)
		return out, func() {}
	}
	quit := make(chan struct{})
	var left atomic.Int64
	left.Store(int64(len(senders)))
	for _, sender := range senders {
		go func() {
			sender(func(v T) bool {
				select {
				case <-quit:
					return false
				case out <- v:
					return true
				}
			})
			if left.Add(-1) == 0 {
				close(out)
			}
		}()
	}
	var once sync.Once
	return out, func() { once.Do(func() { close(quit) }) }
}
