// Another way: a helper tries one channel without waiting, and the rules are a list of tries, the most urgent first. It reads like the task; an idle turn asks up to three times before it waits.
package exercises

func Serve[T any](urgent, normal <-chan T, patience int, handle func(T)) {
	budget := patience // urgent values until a normal one is next
	for {
		if budget > 0 {
			if v, got := try(&urgent); got {
				budget--
				handle(v)
				continue
			}
		}
		if v, got := try(&normal); got {
			budget = patience
			handle(v)
			continue
		}
		if v, got := try(&urgent); got {
			budget--
			handle(v)
			continue
		}
		if urgent == nil && normal == nil {
			return
		}
		select {
		case v, ok := <-urgent:
			if !ok {
				urgent = nil
				continue
			}
			budget--
			handle(v)
		case v, ok := <-normal:
			if !ok {
				normal = nil
				continue
			}
			budget = patience
			handle(v)
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
