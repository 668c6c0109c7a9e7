// Another way: a token in a channel is the right to compute, and the value is announced by closing another channel. Who waits could give up, in a select; two channels for what a mutex and a pointer do.
package exercises

type Lazy[T any] struct {
	compute func() (T, error)
	turn    chan struct{} // holds a token while nobody computes
	there   chan struct{} // closed when value is there
	value   T
}

func NewLazy[T any](compute func() (T, error)) *Lazy[T] {
	l := &Lazy[T]{compute: compute, turn: make(chan struct{}, 1), there: make(chan struct{})}
	l.turn <- struct{}{}
	return l
}

func (l *Lazy[T]) Get() (T, error) {
	select {
	case <-l.there:
		return l.value, nil
	case <-l.turn:
	}
	defer func() { l.turn <- struct{}{} }()
	if value, ok := l.Peek(); ok { // both were ready
		return value, nil
	}
	value, err := l.compute()
	if err != nil {
		var none T
		return none, err
	}
	l.value = value
	close(l.there)
	return value, nil
}

func (l *Lazy[T]) Peek() (value T, ok bool) {
	select {
	case <-l.there:
		return l.value, true
	default:
		return value, false
	}
}
