package exercises

// Serve calls handle with every value from two channels, one at a time, urgent
// values before normal ones. When values wait in both channels, an urgent one is
// next; but after patience urgent values since the last normal one, the normal
// one is next. When both channels are closed and empty, Serve returns.
func Serve[T any](urgent, normal <-chan T, patience int, handle func(T)) {
	row := 0 // urgent values since the last normal one
	takeUrgent := func(v T, ok bool) {
		if !ok {
			urgent = nil // never ready again
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
		// Whose turn is it? Ask that channel alone.
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
		// Nothing there: whatever comes first.
		select {
		case v, ok := <-urgent:
			takeUrgent(v, ok)
		case v, ok := <-normal:
			takeNormal(v, ok)
		}
	}
}
