// Another way: receive and send are cases of one select: there is at most one value in hand, and while there is, the inputs are nil. Nothing blocks outside the select, so that more cases, say a context, are one line each; more state to keep right.
package exercises

func Merge[T any](a, b <-chan T) <-chan T {
	out := make(chan T)
	go func() {
		defer close(out)
		open := map[string]bool{"a": true, "b": true}
		var hand T
		full := false
		for open["a"] || open["b"] || full {
			var fromA, fromB <-chan T
			var to chan<- T
			switch {
			case full:
				to = out
			default:
				if open["a"] {
					fromA = a
				}
				if open["b"] {
					fromB = b
				}
			}
			select {
			case hand, full = <-fromA:
				open["a"] = full
			case hand, full = <-fromB:
				open["b"] = full
			case to <- hand:
				full = false
			}
		}
	}()
	return out
}
