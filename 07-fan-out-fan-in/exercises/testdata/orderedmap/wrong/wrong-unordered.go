// Mistake: it emits each result as it comes, not in the order of the values: whoever is quick overtakes.
package exercises

import "sync"

func OrderedMap[In, Out any](n, window int, in <-chan In, f func(In) (Out, error), emit func(Out)) error {
	type reply struct {
		result Out
		err    error
	}
	replies := make(chan reply)
	failed := make(chan struct{})
	fail := sync.OnceFunc(func() { close(failed) })
	var workers sync.WaitGroup
	for range n {
		workers.Go(func() {
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
				result, err := f(v)
				if err != nil {
					fail()
				}
				replies <- reply{result, err}
			}
		})
	}
	go func() {
		workers.Wait()
		close(replies)
	}()
	var err error
	for r := range replies {
		if err == nil && r.err == nil {
			emit(r.result)
		} else if err == nil {
			err = r.err
		}
	}
	return err
}
