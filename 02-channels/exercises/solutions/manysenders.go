package exercises

import "sync"

// ManySenders has two channels, one for each direction. out carries values to
// the receiver; it is closed by the one goroutine that knows of the end of all
// senders. quit carries nothing: closing it tells all senders at once that
// nobody wants more.
func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	var (
		out     = make(chan T)
		quit    = make(chan struct{})
		running sync.WaitGroup
	)
	send := func(v T) bool {
		select {
		case out <- v:
			return true
		case <-quit:
			return false
		}
	}
	for _, sender := range senders {
		running.Go(func() { sender(send) })
	}
	go func() {
		running.Wait() // from here on nobody sends
		close(out)
	}()
	return out, sync.OnceFunc(func() { close(quit) })
}
