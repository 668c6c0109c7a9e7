// Mistake: a goroutine for each input; both count down a plain int when their input ends.
package exercises

func Merge[T any](a, b <-chan T) <-chan T {
	out := make(chan T)
	open := 2
	for _, in := range []<-chan T{a, b} {
		go func() {
			for v := range in {
				out <- v
			}
			if open--; open == 0 {
				close(out)
			}
		}()
	}
	return out
}
