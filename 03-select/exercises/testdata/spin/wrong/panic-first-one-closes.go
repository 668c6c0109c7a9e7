// Mistake: a goroutine for each input, and each closes the output at its end; the other one still sends.
package exercises

func Merge[T any](a, b <-chan T) <-chan T {
	out := make(chan T)
	for _, in := range []<-chan T{a, b} {
		go func() {
			defer close(out)
			for v := range in {
				out <- v
			}
		}()
	}
	return out
}
