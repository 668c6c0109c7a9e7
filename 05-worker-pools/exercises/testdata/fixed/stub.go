package exercises

// Fixed is a pool of n workers, at least one. It calls work for every job that is
// received from jobs, and returns the channel on which the results are sent, in
// any order. Fixed itself returns at once.
//
//   - At most n calls of work run at the same time. While there are jobs enough,
//     and somebody receives the results, n of them do. Whether the workers are
//     goroutines that stay, or each job has one of its own, is up to you.
//   - A job is worked on when it comes: jobs may be open for long.
//   - The pool does not run ahead. A job is inside from when it was received until
//     its result was; if nobody receives results, at most 2n jobs are inside.
//   - When jobs is closed, what it still holds is worked on. After the last result
//     was received the channel is closed, and no goroutine is left behind.
//
// Somebody receives until the channel is closed. work doesn't panic.
func Fixed[J, R any](n int, jobs <-chan J, work func(J) R) <-chan R {
	panic("not implemented")
}
