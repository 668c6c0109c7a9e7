// Another way: the channels are a list and package reflect tries them in the order of the moment, then waits for all. It would do for any number of channels; every receive costs allocations.
package exercises

import "reflect"

func Serve[T any](urgent, normal <-chan T, patience int, handle func(T)) {
	inputs := []reflect.Value{reflect.ValueOf(urgent), reflect.ValueOf(normal)}
	open := 2
	row := 0
	for open > 0 {
		first := 0
		if row >= patience {
			first = 1
		}
		var i int
		var v reflect.Value
		var ok, tried bool
		for _, i = range []int{first, 1 - first} {
			if inputs[i].IsNil() {
				continue
			}
			// A value that is not valid: nothing waits. Valid and not ok: closed.
			if v, ok = inputs[i].TryRecv(); v.IsValid() {
				tried = true
				break
			}
		}
		if !tried {
			cases := make([]reflect.SelectCase, len(inputs))
			for n := range inputs {
				cases[n] = reflect.SelectCase{Dir: reflect.SelectRecv, Chan: inputs[n]}
			}
			i, v, ok = reflect.Select(cases)
		}
		switch {
		case !ok:
			inputs[i] = reflect.Zero(inputs[i].Type())
			open--
			continue
		case i == 0:
			row++
		default:
			row = 0
		}
		handle(v.Interface().(T))
	}
}
