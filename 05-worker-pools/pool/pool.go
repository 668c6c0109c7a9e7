package pool

import (
	"cmp"
	"context"
	"errors"
	"math"
	"runtime"
	"sync"
	"time"
)

// Errors that say why a task was not run. The task of a call that returned one
// of them will not run.
var (
	ErrClosed  = errors.New("pool: closed")
	ErrFull    = errors.New("pool: queue is full")
	ErrAborted = errors.New("pool: aborted")
)

// A Task is what a pool runs. Its context is cancelled, with [ErrAborted] as
// the cause, by Abort, and when the pool has ended. It is not the context of
// Submit: that one is about the submitting, and may be over when the task
// begins.
type Task func(ctx context.Context)

// A Pool runs tasks in a bounded number of goroutines.
//
// The zero value is ready to use. The fields must not be changed once a method
// has been called. A Pool must not be copied after that. All methods may be
// called by any number of goroutines at the same time. The first use panics
// if a field is negative, or Keep greater than Workers.
type Pool struct {
	// Workers is how many tasks run at the same time, at most. 0 stands for
	// runtime.GOMAXPROCS(0), which is right for tasks that compute. For tasks
	// that wait, it is what the thing they wait for can bear.
	Workers int

	// Idle is how long a worker waits for a task before it ends, 0 for ever.
	// A pool with Idle set grows under load and shrinks when idle.
	Idle time.Duration

	// Keep is how many workers stay however long they are idle. It means
	// nothing unless Idle is set.
	Keep int

	// Queue is how many tasks of each level may wait while all workers are
	// busy. 0 stands for 1,024. Each level has its own room: a flood of tasks
	// of low priority does not keep out one of high priority. A free worker is
	// room for one more; if a task of another level takes it first, as many
	// more wait as it took, Workers at the most.
	Queue int

	// Aging bounds how long a task of a low level waits; 0 stands for 100. A task
	// overtakes a queued one of a lower level only if it was submitted less than
	// Aging tasks later, times two if it is two levels higher. So no task is
	// overtaken by 2*Aging others, however many there are. A very large number
	// gives strict priorities, a small one comes close to first come, first
	// served.
	//
	// The age of a task is counted in tasks, not in seconds: then the bound is
	// exact, it does not depend on how fast tasks are, and no clock is read.
	Aging int

	// OnPanic is called with each panic of a task that nobody waits for, in the
	// goroutine that ran the task, before it goes on. nil stands for log.Print
	// of the error, which has the stack, as net/http does it. A panic in
	// OnPanic itself ends the program.
	OnPanic func(*PanicError)

	mu      sync.Mutex // guards all below
	started bool       // then limits, ctx, cancel and gone never change
	closed  bool
	limits  limits
	ctx     context.Context // of the tasks
	cancel  context.CancelCauseFunc
	gone    chan struct{} // closed when the pool is closed and nothing runs

	queues  [levels]ring
	lines   [levels]line // those who wait for room
	number  int64        // of the last task submitted
	queued  int          // in all queues
	waiting int          // in all lines

	workers int       // alive
	coming  int       // of these, woken or started, but have not looked for a task yet
	idle    []*worker // of these, asleep; the last one went to sleep last
	busy    int       // of these, running a task
	inline  int       // tasks that callers run

	total totals

	waiters sync.Pool // of *waiter that nobody uses
}

// limits are the fields of a Pool with their defaults in place.
type limits struct {
	workers, keep, queue int
	aging                int64
	idle                 time.Duration
}

// lock locks p.mu and prepares the pool if this is its first use.
func (p *Pool) lock() {
	p.mu.Lock()
	if !p.started {
		p.start()
	}
}

// start reads the fields. The caller holds p.mu.
func (p *Pool) start() {
	if p.Workers < 0 || p.Idle < 0 || p.Keep < 0 || p.Queue < 0 || p.Aging < 0 {
		p.mu.Unlock()
		panic("pool: a field of Pool is negative")
	}
	const tooMuch = 1 << 60 // no number of tasks will ever come near
	p.limits = limits{
		workers: min(cmp.Or(p.Workers, runtime.GOMAXPROCS(0)), math.MaxInt/2), // room adds the two
		keep:    p.Keep,
		queue:   min(cmp.Or(p.Queue, 1024), math.MaxInt/2),
		aging:   min(cmp.Or(int64(p.Aging), 100), tooMuch),
		idle:    p.Idle,
	}
	if p.limits.keep > p.limits.workers {
		p.mu.Unlock()
		panic("pool: Keep is greater than Workers")
	}
	p.ctx, p.cancel = context.WithCancelCause(context.Background())
	p.gone = make(chan struct{})
	p.started = true
}

// take queues j, or returns ErrClosed or ErrFull. The caller holds p.mu.
func (p *Pool) take(level Level, j job) error {
	switch {
	case p.closed:
		return ErrClosed
	case !p.room(level):
		return ErrFull
	}
	p.number++
	p.push(level, entry{j, p.key(level)})
	return nil
}

// room reports whether one more task of a level may be queued. Workers that are
// free count as room, whether they are asleep, on their way or not started, so
// that what is taken in does not depend on how fast they are. Tasks of other
// levels may need them first.
func (p *Pool) room(level Level) bool {
	own := p.queues[level-Low].len
	free := p.limits.workers - p.busy - (p.queued - own)
	return own < p.limits.queue+max(0, free)
}

// push queues e. There is room, and the caller holds p.mu.
func (p *Pool) push(level Level, e entry) {
	p.queues[level-Low].push(e)
	p.queued++
	p.total.Submitted++
}

// key returns what orders the task with p.number among all: the least goes
// first. One level is worth Aging numbers. Since all tasks grow old at the same
// rate, how old they are now makes no difference between two of them: the key
// never changes, and each queue is sorted by it.
func (p *Pool) key(level Level) int64 { return p.number - int64(level)*p.limits.aging }

// rejectAndUnlock counts a task that was not taken in.
func (p *Pool) rejectAndUnlock(err error) error {
	p.total.Rejected++
	p.mu.Unlock()
	return err
}
