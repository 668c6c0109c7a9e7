package exercises

// Bounded calls the tasks, at most limit of them at the same time, and returns
// when every call has ended.
//
//   - As long as there are tasks to begin, limit of them are in flight: when
//     one ends, the next begins.
//   - Once a task has returned an error, no other task begins. Bounded waits
//     for those in flight and returns that first error, whatever they return.
//   - However many tasks there are, Bounded needs about limit goroutines, not
//     one for each task.
//   - Bounded leaves no goroutine behind.
//
// limit is 1 or more. Tasks don't panic.
func Bounded(limit int, tasks []func() error) error {
	panic("not implemented")
}
