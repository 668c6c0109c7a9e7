// Mistake: a zero value is taken for the end of the input, since a closed channel gives zero values; but anybody may send one.
package exercises

func Merge[T any](a, b <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		var zero T
		for a != nil || b != nil {
			select {
			case v := <-a:
				if any(v) == any(zero) {
					a = nil
					continue
				}
				out <- v
			case v := <-b:
				if any(v) == any(zero) {
					b = nil
					continue
				}
				out <- v
			}
		}
	}()
	return out
}
