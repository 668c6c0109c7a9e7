// Mistake: it takes n values, waits for all of them, emits, and takes the next n. The order is right, and the slowest call of each batch holds up all.
package exercises

import "sync"

func OrderedMap[In, Out any](n, window int, in <-chan In, f func(In) (Out, error), emit func(Out)) error {
	for open := true; open; {
		results := make([]Out, n)
		errs := make([]error, n)
		var batch sync.WaitGroup
		taken := 0
		for taken < n {
			var v In
			if v, open = <-in; !open {
				break
			}
			at := taken
			taken++
			batch.Go(func() { results[at], errs[at] = f(v) })
		}
		batch.Wait()
		for i := range taken {
			if errs[i] != nil {
				return errs[i]
			}
			emit(results[i])
		}
	}
	return nil
}
