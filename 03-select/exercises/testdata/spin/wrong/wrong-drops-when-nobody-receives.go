// Mistake: it sends only if somebody is receiving at that moment; a default in the wrong place loses values.
package exercises

func Merge[T any](a, b <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		for a != nil || b != nil {
			select {
			case v, ok := <-a:
				if !ok {
					a = nil
					continue
				}
				select {
				case out <- v:
				default:
				}
			case v, ok := <-b:
				if !ok {
					b = nil
					continue
				}
				select {
				case out <- v:
				default:
				}
			}
		}
	}()
	return out
}
