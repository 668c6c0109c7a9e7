// Mistake: urgent values always come first; as long as there are any, a normal one waits.
package exercises

func Serve[T any](urgent, normal <-chan T, patience int, handle func(T)) {
	takeUrgent := func(v T, ok bool) {
		if !ok {
			urgent = nil
			return
		}
		handle(v)
	}
	takeNormal := func(v T, ok bool) {
		if !ok {
			normal = nil
			return
		}
		handle(v)
	}
	for urgent != nil || normal != nil {
		select {
		case v, ok := <-urgent:
			takeUrgent(v, ok)
			continue
		default:
		}
		select {
		case v, ok := <-urgent:
			takeUrgent(v, ok)
		case v, ok := <-normal:
			takeNormal(v, ok)
		}
	}
}
