// Another way: one lock, one flag that says that somebody computes, and a condition for those who wait. The lock is given back before compute is called. All that happens stands in one place; an error wakes all, and one of them tries again.
package exercises

import "sync"

type Lazy[T any] struct {
	compute func() (T, error)
	change  *sync.Cond // its lock guards the fields below
	busy    bool       // somebody computes
	there   bool
	value   T
}

func NewLazy[T any](compute func() (T, error)) *Lazy[T] {
	return &Lazy[T]{compute: compute, change: sync.NewCond(new(sync.Mutex))}
}

func (l *Lazy[T]) Get() (T, error) {
	l.change.L.Lock()
	defer l.change.L.Unlock()
	for l.busy {
		l.change.Wait()
	}
	if l.there {
		return l.value, nil
	}
	l.busy = true
	l.change.L.Unlock()
	value, err := l.compute()
	l.change.L.Lock()
	l.busy = false
	l.change.Broadcast()
	if err != nil {
		var none T
		return none, err
	}
	l.value, l.there = value, true
	return value, nil
}

func (l *Lazy[T]) Peek() (T, bool) {
	l.change.L.Lock()
	defer l.change.L.Unlock()
	return l.value, l.there
}
