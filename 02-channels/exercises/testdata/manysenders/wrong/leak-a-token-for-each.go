// Mistake: stop leaves one token for each sender; who calls send a second time after that finds none, and waits for ever.
package exercises

import "sync"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	var (
		out     = make(chan T)
		tokens  = make(chan struct{}, len(senders))
		once    sync.Once
		running sync.WaitGroup
	)
	for _, sender := range senders {
		running.Go(func() {
			sender(func(v T) bool {
				select {
				case out <- v:
					return true
				case <-tokens:
					return false
				}
			})
		})
	}
	go func() {
		running.Wait()
		close(out)
	}()
	stop = func() {
		once.Do(func() {
			for range senders {
				tokens <- struct{}{}
			}
		})
	}
	return out, stop
}
