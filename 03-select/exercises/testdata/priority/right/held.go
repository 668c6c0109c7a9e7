// Another way: it takes a normal value as soon as there is one and holds it in hand while urgent ones pass. Whether a normal one waits is then a plain variable; one value is out of its channel before its time.
package exercises

func Serve[T any](urgent, normal <-chan T, patience int, handle func(T)) {
	var (
		held T
		full bool // held is a normal value
		row  int  // urgent values since the last normal one
	)
	for {
		if !full {
			held, full = try(&normal)
		}
		if !full || row < patience {
			if v, got := try(&urgent); got {
				row++
				handle(v)
				continue
			}
		}
		if full {
			full, row = false, 0
			handle(held)
			continue
		}
		if urgent == nil && normal == nil {
			return
		}
		select {
		case v, ok := <-urgent:
			if ok {
				row++
				handle(v)
			} else {
				urgent = nil
			}
		case v, ok := <-normal:
			if ok {
				held, full = v, true
			} else {
				normal = nil
			}
		}
	}
}

// try receives from the channel if that is possible at once. A closed channel
// becomes nil.
func try[T any](c *<-chan T) (v T, got bool) {
	select {
	case v, got = <-*c:
		if !got {
			*c = nil
		}
	default:
	}
	return v, got
}
