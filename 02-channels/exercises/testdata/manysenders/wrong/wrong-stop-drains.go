// Mistake: stop lets nobody wait, for it receives the rest itself; the senders take for delivered what was thrown away, and never learn that they should stop.
package exercises

import "sync"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	out := make(chan T)
	var running sync.WaitGroup
	for _, sender := range senders {
		running.Go(func() {
			sender(func(v T) bool {
				out <- v
				return true
			})
		})
	}
	go func() {
		running.Wait()
		close(out)
	}()
	return out, func() {
		go func() {
			for range out {
			}
		}()
	}
}
