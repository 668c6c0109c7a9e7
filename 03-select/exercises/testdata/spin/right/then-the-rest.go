// Another way: the select runs only while both are open; when one is closed, a plain range over the other does the rest. No nil channels and no flags; with three inputs it would need a select for each pair.
package exercises

func Merge[T any](a, b <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		for {
			select {
			case v, ok := <-a:
				if !ok {
					forward(b, out)
					return
				}
				out <- v
			case v, ok := <-b:
				if !ok {
					forward(a, out)
					return
				}
				out <- v
			}
		}
	}()
	return out
}

// forward sends what is left of in to out.
func forward[T any](in <-chan T, out chan<- T) {
	for v := range in {
		out <- v
	}
}
