package exercises

// Merge sends the values of both inputs to the channel that it returns. When
// both inputs are closed, it closes the output, after the last value.
func Merge[T any](a, b <-chan T) <-chan T {
	out := make(chan T)
	go func() { // ends when both inputs are closed
		defer close(out)
		for a != nil || b != nil {
			select {
			case v, ok := <-a:
				if !ok {
					a = nil // never ready again
					continue
				}
				out <- v
			case v, ok := <-b:
				if !ok {
					b = nil
					continue
				}
				out <- v
			}
		}
	}()
	return out
}
