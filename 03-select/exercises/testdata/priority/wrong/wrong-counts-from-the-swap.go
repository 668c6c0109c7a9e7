// Mistake: it sets the count to 0 when it swaps the roles, also where no normal value is there then: the one that comes next waits for patience urgent ones once more.
package exercises

func Serve[T any](urgent, normal <-chan T, patience int, handle func(T)) {
	row := 0 // urgent values since the roles were swapped
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
			row = 0
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
		}
	}
}
