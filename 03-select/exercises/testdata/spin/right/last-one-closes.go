// Another way: each input has a goroutine, and whoever finds by an atomic counter that it is the last closes the output. A goroutine fewer than with a WaitGroup; who closes is decided while it runs.
package exercises

import "sync/atomic"

func Merge[T any](a, b <-chan T) <-chan T {
	out := make(chan T)
	var open atomic.Int32
	open.Store(2)
	forward := func(in <-chan T) {
		for v := range in {
			out <- v
		}
		if open.Add(-1) == 0 {
			close(out)
		}
	}
	go forward(a)
	go forward(b)
	return out
}
