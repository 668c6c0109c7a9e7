package exercises

// A PriorityPool runs tasks on a fixed number of workers, the urgent ones first.
// Any number of goroutines may call Submit at the same time.
type PriorityPool struct {
	// Add the fields that you need.
}

// NewPriorityPool returns a pool with so many workers, at least 1. No task is
// overtaken more than patience times, which is at least 1.
func NewPriorityPool(workers, patience int) *PriorityPool {
	panic("not implemented")
}

// Submit hands in a task and returns at once: it waits for no worker and no task,
// however many wait. When it has returned the task is among those that wait, or
// was chosen already. Tasks may call Submit too.
//
// Every task is run once, by at most so many workers at the same time, and by all
// of them while there are tasks enough. When a worker is free, and not before, the
// next task is chosen among those that wait:
//
//   - A task is overtaken each time that one which was submitted later begins
//     before it. If the one that has waited longest was overtaken patience times,
//     it is next, whatever its priority.
//   - Otherwise it is the one with the highest priority; of several, the one that
//     was submitted first.
//
// Any int is a priority, and of two the larger is the higher.
func (p *PriorityPool) Submit(priority int, task func()) {
	panic("not implemented")
}

// Close waits until all tasks have been run, those that wait too, and ends the
// workers: when it has returned no goroutine is left behind. It is called once. From
// then on nobody calls Submit, not even a task.
//
// Tasks don't panic. A worker that waits for a task is blocked: it neither spins
// nor sleeps.
func (p *PriorityPool) Close() {
	panic("not implemented")
}
