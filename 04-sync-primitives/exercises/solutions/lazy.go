package exercises

import (
	"sync"
	"sync/atomic"
)

// A Lazy is a value that is computed when somebody first asks for it. Any number
// of goroutines may call its methods at the same time.
type Lazy[T any] struct {
	computing sync.Mutex // held while compute runs
	compute   func() (T, error)
	value     atomic.Pointer[T] // nil until it is there; stored with computing held
}

// NewLazy returns a Lazy that has not computed anything yet.
func NewLazy[T any](compute func() (T, error)) *Lazy[T] {
	return &Lazy[T]{compute: compute}
}

// Get returns the value. If it is not there, Get calls compute, or waits while
// another call of Get does.
//
//   - compute never runs twice at the same time, and never again once it has
//     succeeded: all get that value, at once.
//   - If compute fails, the Get that called it returns its error. Those that were
//     waiting for it return the same error, or one of them tries again, as you
//     like. The error is not kept: a Get that comes later calls compute again.
//   - compute doesn't panic, and doesn't call Get.
func (l *Lazy[T]) Get() (T, error) {
	if value, ok := l.Peek(); ok {
		return value, nil
	}
	l.computing.Lock()
	defer l.computing.Unlock()
	if value, ok := l.Peek(); ok { // it came while this call waited for the lock
		return value, nil
	}
	value, err := l.compute()
	if err != nil {
		var none T
		return none, err
	}
	l.value.Store(&value)
	return value, nil
}

// Peek returns the value and true if it is there, the zero value and false if it
// is not. It waits for nobody, also while compute is at work.
func (l *Lazy[T]) Peek() (T, bool) {
	if value := l.value.Load(); value != nil {
		return *value, true
	}
	var none T
	return none, false
}
