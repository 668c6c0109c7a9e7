package exercises

// A Lazy is a value that is computed when somebody first asks for it. Any number
// of goroutines may call its methods at the same time.
type Lazy[T any] struct {
	// Add the fields that you need.
}

// NewLazy returns a Lazy that has not computed anything yet.
func NewLazy[T any](compute func() (T, error)) *Lazy[T] {
	panic("not implemented")
}

// Get returns the value. If it is not there, Get calls compute, or waits while
// another call of Get does. Who waits is blocked: it neither spins nor sleeps.
//
//   - compute never runs twice at the same time, and never again once it has
//     succeeded: all get that value, at once.
//   - If compute fails, the Get that called it returns its error. Those that were
//     waiting for it return the same error, or one of them tries again, as you
//     like. The error is not kept: a Get that comes later calls compute again.
//   - compute doesn't panic, and doesn't call Get.
func (l *Lazy[T]) Get() (T, error) {
	panic("not implemented")
}

// Peek returns the value and true if it is there, the zero value and false if it
// is not. It waits for nobody, also while compute is at work.
func (l *Lazy[T]) Peek() (T, bool) {
	panic("not implemented")
}
