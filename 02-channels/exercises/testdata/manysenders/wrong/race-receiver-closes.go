// Mistake: stop closes the channel on which others send, as before; that send recovers from the panic hides the fault and does not order the two.
package exercises

import "sync"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	out := make(chan T)
	var once sync.Once
	var running sync.WaitGroup
	send := func(v T) (ok bool) {
		defer func() { recover() }()
		out <- v
		return true
	}
	for _, sender := range senders {
		running.Go(func() { sender(send) })
	}
	stop = func() { once.Do(func() { close(out) }) }
	go func() {
		running.Wait()
		stop()
	}()
	return out, stop
}
