// Mistake: a goroutine for each channel; handle runs twice at the same time, and nobody is first.
package exercises

import "sync"

func Serve[T any](urgent, normal <-chan T, patience int, handle func(T)) {
	_ = patience
	var wg sync.WaitGroup
	for _, c := range []<-chan T{urgent, normal} {
		wg.Go(func() {
			for v := range c {
				handle(v)
			}
		})
	}
	wg.Wait()
}
