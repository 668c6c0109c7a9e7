// Mistake: it does not look whether a receive gave a value; a closed channel gives zero values without end.
package exercises

func Serve[T any](urgent, normal <-chan T, patience int, handle func(T)) {
	row := 0
	for {
		if row < patience {
			select {
			case v := <-urgent:
				row++
				handle(v)
				continue
			default:
			}
		} else {
			select {
			case v := <-normal:
				row = 0
				handle(v)
				continue
			default:
			}
		}
		select {
		case v := <-urgent:
			row++
			handle(v)
		case v := <-normal:
			row = 0
			handle(v)
		}
	}
}
