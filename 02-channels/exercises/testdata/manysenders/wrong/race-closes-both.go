// Mistake: stop closes both channels; whoever comes to send after that finds a closed one, and a select that could take either case takes the panic as often as not.
package exercises

import "sync"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	var (
		out     = make(chan T)
		quit    = make(chan struct{})
		once    sync.Once
		running sync.WaitGroup
	)
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
	stop = func() {
		once.Do(func() {
			close(quit)
			close(out)
		})
	}
	go func() {
		running.Wait()
		stop()
	}()
	return out, stop
}
