package exercises

// Merge sends the values of both inputs to the channel that it returns.
//
//   - A value is sent on as soon as it comes, from whichever input. The values of
//     each input keep their order.
//   - When one input is closed, the other goes on. When both are, the output is
//     closed, after the last value.
//   - Merge uses no processor while there is nothing to do: no value comes, or
//     nobody receives one.
//
// Neither input is nil, each is closed at some time, and somebody receives until
// the output is closed.
func Merge[T any](a, b <-chan T) <-chan T {
	out := make(chan T)
	go func() { // ends when both inputs are closed
		defer close(out)
		aOpen, bOpen := true, true
		for aOpen || bOpen {
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
