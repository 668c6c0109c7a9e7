// Another way: a mutex gives the senders turns, so that one at a time waits for the receiver. It is slower to let go: after stop each has to come to its turn before it learns of it.
package exercises

import "sync"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	var (
		out     = make(chan T)
		quit    = make(chan struct{}, 1) // room for the news that it is over
		turn    sync.Mutex               // held by who sends; guards over
		over    bool
		running sync.WaitGroup
	)
	send := func(v T) bool {
		turn.Lock()
		defer turn.Unlock()
		if over {
			return false
		}
		select {
		case out <- v:
			return true
		case <-quit: // for one sender, who tells the others
			over = true
			return false
		}
	}
	for _, sender := range senders {
		running.Go(func() { sender(send) })
	}
	go func() {
		running.Wait()
		close(out)
	}()
	return out, func() {
		select {
		case quit <- struct{}{}:
		default: // somebody has said so before
		}
	}
}
