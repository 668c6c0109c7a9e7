// Mistake: a closed channel is asked again and again; it is always ready, and the select never waits.
package exercises

func Serve[T any](urgent, normal <-chan T, patience int, handle func(T)) {
	row := 0
	urgentOpen, normalOpen := true, true
	for urgentOpen || normalOpen {
		if row < patience && urgentOpen {
			select {
			case v, ok := <-urgent:
				if urgentOpen = ok; ok {
					row++
					handle(v)
				}
				continue
			default:
			}
		}
		if row >= patience && normalOpen {
			select {
			case v, ok := <-normal:
				if normalOpen = ok; ok {
					row = 0
					handle(v)
				}
				continue
			default:
			}
		}
		select {
		case v, ok := <-urgent:
			if urgentOpen = ok; ok {
				row++
				handle(v)
			}
		case v, ok := <-normal:
			if normalOpen = ok; ok {
				row = 0
				handle(v)
			}
		}
	}
}
