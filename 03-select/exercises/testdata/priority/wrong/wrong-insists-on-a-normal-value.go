// Mistake: after patience urgent values it waits for a normal one, even if none is there and urgent ones are.
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
		if row < patience {
			select {
			case v, ok := <-urgent:
				takeUrgent(v, ok)
				continue
			default:
			}
		} else {
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
