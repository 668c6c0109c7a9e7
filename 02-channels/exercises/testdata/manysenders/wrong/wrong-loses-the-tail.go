// Mistake: values lie in a buffer, and the goroutine that hands them on goes home with the last sender; what is in the buffer then is lost.
package exercises

import "sync"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	var (
		out     = make(chan T)
		quit    = make(chan struct{})
		buffer  = make(chan T, 16)
		ended   = make(chan struct{})
		running sync.WaitGroup
	)
	send := func(v T) bool {
		select {
		case buffer <- v:
			return true
		case <-quit:
			return false
		}
	}
	for _, sender := range senders {
		running.Go(func() { sender(send) })
	}
	go func() {
		running.Wait()
		close(ended)
	}()
	go func() {
		defer close(out)
		for {
			select {
			case <-ended:
				return
			default:
			}
			select {
			case v := <-buffer:
				select {
				case out <- v:
				case <-quit:
				}
			case <-ended:
				return
			}
		}
	}()
	return out, sync.OnceFunc(func() { close(quit) })
}
