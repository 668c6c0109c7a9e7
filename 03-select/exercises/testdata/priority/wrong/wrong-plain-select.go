// Mistake: one select with both channels; among cases that are ready it picks at random, whichever stands first.
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
		case v, ok := <-normal:
			takeNormal(v, ok)
		}
	}
}
