// Another way: one loop in which the channels change: while a result waits, the input is nil, and without one the output is. A single select and no nesting; the state is in two variables that must change together.
package exercises

import "context"

func Stage[In, Out any](ctx context.Context, in <-chan In, f func(In) Out) <-chan Out {
	out := make(chan Out)
	go func() {
		defer close(out)
		var result Out
		source, sink := in, chan<- Out(nil)
		for {
			select {
			case <-ctx.Done():
				return
			case v, ok := <-source:
				if !ok {
					return
				}
				result, source, sink = f(v), nil, out
			case sink <- result:
				source, sink = in, nil
			}
		}
	}()
	return out
}
