// Mistake: the last select has a default; when nothing waits the loop goes round and round.
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
			select {
			case v, ok := <-normal:
				takeNormal(v, ok)
				continue
			default:
			}
		}
		select {
		case v, ok := <-urgent:
			takeUrgent(v, ok)
		case v, ok := <-normal:
			takeNormal(v, ok)
		default:
		}
	}
}
