// Mistake: it reads one input to its end and then the other; nothing spins, and b waits until a is closed.
package exercises

func Merge[T any](a, b <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		for v := range a {
			out <- v
		}
		for v := range b {
			out <- v
		}
	}()
	return out
}
