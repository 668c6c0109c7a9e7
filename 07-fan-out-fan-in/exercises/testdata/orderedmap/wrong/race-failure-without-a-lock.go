// Mistake: every worker looks whether its failure is the earliest, and notes it, without a lock: two that fail at the same time both find none.
package exercises

import "sync"

func OrderedMap[In, Out any](n, window int, in <-chan In, f func(In) (Out, error), emit func(Out)) error {
	type future struct {
		at     int
		done   chan struct{}
		result Out
	}
	futures := make(chan *future, window-1)
	running := make(chan struct{}, n)
	failed := make(chan struct{})
	fail := sync.OnceFunc(func() { close(failed) })
	earliest, err := -1, error(nil)
	go func() {
		defer close(futures)
		for at := 0; ; at++ {
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
			next := &future{at: at, done: make(chan struct{})}
			select {
			case futures <- next:
			case <-failed:
				return
			}
			go func() {
				defer close(next.done)
				result, e := f(v)
				next.result = result
				if e != nil {
					if earliest < 0 || next.at < earliest {
						earliest, err = next.at, e
					}
					fail()
				}
				<-running
			}()
		}
	}()
	for next := range futures {
		<-next.done
		if earliest < 0 || next.at < earliest {
			emit(next.result)
		}
	}
	return err
}
