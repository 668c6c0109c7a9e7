// Another way: stop is a context's cancel function, which may be called as often as one likes; the end of each sender is counted by a channel. A context is more than is needed here, until somebody wants a deadline, too.
package exercises

import "context"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	out := make(chan T)
	ended := make(chan struct{})
	for _, sender := range senders {
		go func() {
			defer func() { ended <- struct{}{} }()
			sender(func(v T) bool {
				if ctx.Err() != nil {
					return false
				}
				select {
				case <-ctx.Done():
					return false
				case out <- v:
					return true
				}
			})
		}()
	}
	go func() {
		defer cancel()
		defer close(out)
		for range senders {
			<-ended
		}
	}()
	return out, cancel
}
