// Mistake: after a failure it waits for the calls that run, and not for the goroutine that takes values in: nobody tells that one, and it waits for room, or for the next value, for ever.
package exercises

import "sync/atomic"

func OrderedMap[In, Out any](n, window int, in <-chan In, f func(In) (Out, error), emit func(Out)) error {
	type future struct {
		done   chan struct{}
		result Out
		err    error
	}
	futures := make(chan *future, window)
	room := make(chan struct{}, window)
	running := make(chan struct{}, n)
	var failed atomic.Bool
	go func() {
		defer close(futures)
		for v := range in {
			room <- struct{}{}
			running <- struct{}{}
			if failed.Load() {
				<-running
				return
			}
			next := &future{done: make(chan struct{})}
			futures <- next
			go func() {
				next.result, next.err = f(v)
				if next.err != nil {
					failed.Store(true)
				}
				close(next.done)
				<-running
			}()
		}
	}()
	for next := range futures {
		<-next.done
		if next.err != nil {
			for range n { // wait for the calls that run
				running <- struct{}{}
			}
			return next.err
		}
		emit(next.result)
		<-room
	}
	return nil
}
