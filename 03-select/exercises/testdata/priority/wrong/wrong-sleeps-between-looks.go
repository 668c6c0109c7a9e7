// Mistake: it sleeps a millisecond when nothing waits; a value that comes waits for the next look, and an idle Serve wakes a thousand times a second.
package exercises

import "time"

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
			time.Sleep(time.Millisecond)
		}
	}
}
