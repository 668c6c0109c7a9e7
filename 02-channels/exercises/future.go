package exercises

import "context"

// A Future is a result that is being computed, or already there.
type Future[T any] struct {
	// Add the fields that you need.
}

// NewFuture returns at once. It begins to compute, in a goroutine of its own,
// whether or not anybody will ask for the result. compute is called once.
//
// When compute and all calls of Get have returned, no goroutine is left behind,
// even if nobody ever called Get, or a ctx that was given to it lives on.
// compute doesn't panic.
func NewFuture[T any](compute func() (T, error)) *Future[T] {
	panic("not implemented")
}

// Get waits until compute has returned, and returns what it returned. It blocks
// meanwhile: it neither spins nor sleeps. Any number of goroutines may call
// Get, at the same time and as often as they like; all get the same.
//
// If ctx ends while compute is at work, Get returns the zero value and ctx's
// error. That is the end of this call only: the computation and all other calls
// go on. If both are so, either.
func (f *Future[T]) Get(ctx context.Context) (T, error) {
	panic("not implemented")
}
