// Mistake: the loop lets others run between its turns; it is still never blocked, and has a core to itself when nobody else wants it.
package exercises

import "runtime"

func Merge[T any](a, b <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		aOpen, bOpen := true, true
		for aOpen || bOpen {
			runtime.Gosched()
			select {
			case v, ok := <-a:
				if !ok {
					aOpen = false
					continue
				}
				out <- v
			case v, ok := <-b:
				if !ok {
					bOpen = false
					continue
				}
				out <- v
			}
		}
	}()
	return out
}
