// Another way: a goroutine for each value, let in by a semaphore, and a queue of futures in the order of the values. No workers and no job type; a new goroutine for every value.
package exercises

import "sync"

func OrderedMap[In, Out any](n, window int, in <-chan In, f func(In) (Out, error), emit func(Out)) error {
	type future struct {
		done   chan struct{}
		result Out
		err    error
	}
	futures := make(chan *future, window-1) // with the one that is waited for: window
	running := make(chan struct{}, n)
	failed := make(chan struct{})
	fail := sync.OnceFunc(func() { close(failed) })
	go func() {
		defer close(futures)
		for {
			var v In
			ok := false
			select {
			case v, ok = <-in:
			case <-failed:
			}
			if !ok {
				return
			}
			select {
			case running <- struct{}{}:
			case <-failed:
				return
			}
			next := &future{done: make(chan struct{})}
			select {
			case futures <- next:
			case <-failed:
				return
			}
			select {
			case <-failed: // where both were there, a select has picked at random
				close(next.done) // behind the failure: its result is not looked at
				return
			default:
			}
			go func() {
				defer close(next.done)
				next.result, next.err = f(v)
				if next.err != nil {
					fail()
				}
				<-running
			}()
		}
	}()
	var err error
	for next := range futures {
		<-next.done
		if err == nil && next.err == nil {
			emit(next.result)
		} else if err == nil {
			err = next.err
		}
	}
	return err
}
