// Mistake: when nothing urgent is there it waits for a normal value; an urgent one that comes meanwhile waits with it.
package exercises

func Serve[T any](urgent, normal <-chan T, patience int, handle func(T)) {
	row := 0
	for urgent != nil || normal != nil {
		if row < patience && urgent != nil {
			select {
			case v, ok := <-urgent:
				if !ok {
					urgent = nil
					continue
				}
				row++
				handle(v)
				continue
			default:
			}
		}
		row = 0
		v, ok := <-normal
		if !ok {
			normal = nil
			continue
		}
		handle(v)
	}
}
