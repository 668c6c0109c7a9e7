package exercises

import (
	"context"
	"time"
)

// Deadline asks all sources at the same time and returns the first answer, if
// one comes within d. A source that returns an error has not answered.
//
//   - Deadline returns as soon as there is an answer, with a nil error.
//   - When d has passed since the call and there is no answer, it returns
//     context.DeadlineExceeded, or an error that wraps it. Failures do not
//     prolong d.
//   - When all sources have failed, it returns at once, with an error that wraps
//     each of theirs, and nothing that says the time was over.
//   - The context that the sources are given ends when Deadline returns, and not
//     before. Nobody waits for a source that does not look at it; its goroutine
//     ends when it returns. No other goroutine is left behind.
//
// There is at least one source, and d is positive. Sources don't panic.
func Deadline[T any](d time.Duration, sources []func(context.Context) (T, error)) (T, error) {
	panic("not implemented")
}
