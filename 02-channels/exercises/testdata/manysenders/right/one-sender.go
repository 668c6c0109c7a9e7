// Another way: one goroutine alone sends to the receiver, and it alone closes; the others give it their values, each with a place for the answer. All decisions are made in one place; every value takes two more hops.
package exercises

import "sync"

func ManySenders[T any](senders ...func(send func(T) bool)) (values <-chan T, stop func()) {
	type request struct {
		v    T
		done chan<- bool
	}
	requests := make(chan request)
	var running sync.WaitGroup
	running.Add(len(senders))
	for _, sender := range senders {
		go func() {
			defer running.Done()
			done := make(chan bool)
			sender(func(v T) bool {
				requests <- request{v, done}
				return <-done
			})
		}()
	}
	go func() {
		running.Wait()
		close(requests)
	}()

	out := make(chan T)
	quit := make(chan struct{})
	go func() {
		defer close(out)
		for r := range requests {
			select {
			case out <- r.v:
				r.done <- true
			case <-quit:
				r.done <- false
			}
		}
	}()

	var mu sync.Mutex // guards stopped
	stopped := false
	return out, func() {
		mu.Lock()
		defer mu.Unlock()
		if !stopped {
			stopped = true
			close(quit)
		}
	}
}
