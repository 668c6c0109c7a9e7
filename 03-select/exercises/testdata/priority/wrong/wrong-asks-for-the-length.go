// Mistake: it looks at len to see whether an urgent value waits; that is 0 for an unbuffered channel, however many senders wait.
package exercises

func Serve[T any](urgent, normal <-chan T, patience int, handle func(T)) {
	row := 0
	takeUrgent := func(v T, ok bool) {
		if !ok {
			urgent = nil
			return
		}
		row++
		handle(v)
	}
	takeNormal := func(v T, ok bool) {
		if !ok {
			normal = nil
			return
		}
		row = 0
		handle(v)
	}
	for urgent != nil || normal != nil {
		if row < patience && len(urgent) > 0 {
			v, ok := <-urgent
			takeUrgent(v, ok)
			continue
		}
		if row >= patience && len(normal) > 0 {
			v, ok := <-normal
			takeNormal(v, ok)
			continue
		}
		select {
		case v, ok := <-urgent:
			takeUrgent(v, ok)
		case v, ok := <-normal:
			takeNormal(v, ok)
		}
	}
}
