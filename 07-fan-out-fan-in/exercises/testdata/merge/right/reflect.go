// Another way: one goroutine, and one select over all channels, built with reflect. It holds one value in all; each receive costs time and memory for every channel, so it is for few.
package exercises

import (
	"context"
	"reflect"
)

func Merge[T any](ctx context.Context, ins ...<-chan T) <-chan T {
	out := make(chan T)
	cases := []reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(ctx.Done())}}
	for _, in := range ins {
		cases = append(cases, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(in)})
	}
	go func() {
		defer close(out)
		for len(cases) > 1 {
			i, v, ok := reflect.Select(cases)
			switch {
			case i == 0:
				return
			case !ok:
				cases = append(cases[:i], cases[i+1:]...)
			default:
				select {
				case out <- v.Interface().(T):
				case <-ctx.Done():
					return
				}
			}
		}
	}()
	return out
}
