// Mistake: a call that fails puts nothing into its slot. When that slot is at the head of the line, everybody waits for it.
package exercises

import "sync"

func OrderedMap[In, Out any](n, window int, in <-chan In, f func(In) (Out, error), emit func(Out)) error {
	slots := make(chan chan Out, window-1)
	running := make(chan struct{}, n)
	failed := make(chan struct{})
	var once sync.Once
	var err error
	go func() {
		defer close(slots)
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
			slot := make(chan Out, 1)
			select {
			case slots <- slot:
			case <-failed:
				return
			}
			go func() {
				defer func() { <-running }()
				result, e := f(v)
				if e != nil {
					once.Do(func() {
						err = e
						close(failed)
					})
					return
				}
				slot <- result
			}()
		}
	}()
	for slot := range slots {
		emit(<-slot)
	}
	return err
}
