// Mistake: send looks whether it is over and then sends; whoever waits in the send is still there when stop closes the channel.
package exercises

import "sync"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	var (
		out     = make(chan T)
		quit    = make(chan struct{})
		once    sync.Once
		running sync.WaitGroup
	)
	send := func(v T) bool {
		select {
		case <-quit:
			return false
		default:
		}
		out <- v
		return true
	}
	for _, sender := range senders {
		running.Go(func() { sender(send) })
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
