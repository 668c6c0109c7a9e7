// Another way: no select: each input has a goroutine that ranges over it, and a third closes the output when both are done. It goes for any number of inputs; a goroutine for each of them, and one value of each in hand.
package exercises

import "sync"

func Merge[T any](a, b <-chan T) <-chan T {
	out := make(chan T)
	var inputs sync.WaitGroup
	for _, in := range []<-chan T{a, b} {
		inputs.Go(func() {
			for v := range in {
				out <- v
			}
		})
	}
	go func() {
		inputs.Wait()
		close(out)
	}()
	return out
}
