package exercises

import "sync"

// ManySenders runs the senders, each in a goroutine of its own, and returns a
// channel that delivers what they send.
//
//   - A sender calls send for each of its values. send waits until the value
//     was received, and returns true. The channel has no buffer.
//   - The channel is closed, once, when all senders have returned.
//   - stop says that the receiver has seen enough. Whoever waits in send then,
//     or calls it later, once or often, gets false at once; its value was not
//     received, and will not be. Where somebody still receives, either may win,
//     but send and receiver agree on which it was.
//   - stop waits for nobody. Any goroutine may call it, any number of times.
//   - When all senders have returned, no goroutine is left behind.
//
// A sender calls send only before it returns. Senders don't panic.
func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	var (
		out     = make(chan T)
		once    sync.Once
		running sync.WaitGroup
	)
	for _, sender := range senders {
		running.Go(func() {
			sender(func(v T) bool {
				out <- v
				return true
			})
		})
	}
	stop = func() {
		once.Do(func() { close(out) })
	}
	go func() {
		running.Wait()
		stop()
	}()
	return out, stop
}
