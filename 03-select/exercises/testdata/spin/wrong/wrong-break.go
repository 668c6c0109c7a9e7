// Mistake: break leaves the select and not the loop, which goes on with a closed input as before.
package exercises

func Merge[T any](a, b <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		for {
			select {
			case v, ok := <-a:
				if !ok {
					break
				}
				out <- v
			case v, ok := <-b:
				if !ok {
					break
				}
				out <- v
			}
		}
	}()
	return out
}
