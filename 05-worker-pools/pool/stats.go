package pool

// Stats is what a pool does and has done, at one moment. At any moment
//
//	Submitted = Queued + Busy + Done + Dropped
//
// A task counts as done when its worker turns to the next one, a moment after
// those who wait for the task have seen it end.
type Stats struct {
	Workers int // goroutines
	Idle    int // workers that are asleep
	Busy    int // tasks that are running, also in callers of SubmitOrRun
	Queued  int // tasks that were taken in and have not begun
	Waiting int // calls of Submit that wait for room

	Submitted uint64 // tasks that were taken in
	Done      uint64 // tasks that ended, however they ended
	Panicked  uint64 // of these, by a panic
	Exited    uint64 // of these, by runtime.Goexit
	Inline    uint64 // tasks that callers of SubmitOrRun ran
	Rejected  uint64 // calls that returned an error, also that of a context
	Dropped   uint64 // tasks that Abort dropped
}

// totals are the parts of Stats that only grow.
type totals struct {
	Submitted, Done, Panicked, Exited, Inline, Rejected, Dropped uint64
}

// Stats returns what the pool does now and has done. The numbers fit together.
// They may be out of date when the caller looks at them: use them for gauges,
// never to decide whether a Submit will block.
func (p *Pool) Stats() Stats {
	p.lock()
	defer p.mu.Unlock()
	t := p.total
	return Stats{
		Workers: p.workers, Idle: len(p.idle), Busy: p.busy + p.inline, Queued: p.queued, Waiting: p.waiting,
		Submitted: t.Submitted, Done: t.Done, Panicked: t.Panicked, Exited: t.Exited,
		Inline: t.Inline, Rejected: t.Rejected, Dropped: t.Dropped,
	}
}
