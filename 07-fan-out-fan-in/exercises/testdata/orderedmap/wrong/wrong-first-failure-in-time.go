// Mistake: it returns the failure that came first in time, and drops what comes before it in the line: the same input gives now this error and now that.
package exercises

import "sync"

func OrderedMap[In, Out any](n, window int, in <-chan In, f func(In) (Out, error), emit func(Out)) error {
	futures := make(chan chan Out, window-1)
	running := make(chan struct{}, n)
	failed := make(chan struct{})
	var (
		once sync.Once
		err  error
		all  sync.WaitGroup
	)
	all.Go(func() {
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
			future := make(chan Out, 1)
			select {
			case futures <- future:
			case <-failed:
				return
			}
			all.Go(func() {
				defer func() { <-running }()
				result, e := f(v)
				if e != nil {
					once.Do(func() {
						err = e
						close(failed)
					})
					return
				}
				future <- result
			})
		}
	})
	dropped := false
	for future := range futures {
		if dropped {
			continue
		}
		select {
		case result := <-future:
			emit(result)
		case <-failed:
			dropped = true
		}
	}
	all.Wait()
	return err
}
