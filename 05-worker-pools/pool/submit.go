package pool

import "context"

// A Level is a priority. Tasks of a higher level go first, with the limit that
// [Pool.Aging] describes.
type Level int

// The levels. Those of a Pool's own methods are Normal.
const (
	Low    Level = -1
	Normal Level = 0
	High   Level = 1
)

// levels is the number of levels.
const levels = 3

// A Lane submits tasks of one level to a pool. [Pool.At] makes it.
type Lane struct {
	pool  *Pool
	level Level
}

// A Submitter is a [*Pool] or a [Lane] of one: what [Go] and [Call] submit to.
type Submitter interface {
	Submit(ctx context.Context, task Task) error
	TrySubmit(task Task) error
	SubmitOrRun(task Task) error
	lane() Lane
}

// At returns the lane of a level, whose methods submit tasks of that level. It
// panics if there is no such level.
func (p *Pool) At(level Level) Lane {
	if level < Low || level > High {
		panic("pool: At with a level that is not Low, Normal or High")
	}
	return Lane{p, level}
}

func (p *Pool) lane() Lane { return Lane{p, Normal} }

func (l Lane) lane() Lane { return l }

// Submit hands over a task of level Normal; see [Lane.Submit].
func (p *Pool) Submit(ctx context.Context, task Task) error { return p.lane().Submit(ctx, task) }

// TrySubmit hands over a task of level Normal; see [Lane.TrySubmit].
func (p *Pool) TrySubmit(task Task) error { return p.lane().TrySubmit(task) }

// SubmitOrRun hands over a task of level Normal; see [Lane.SubmitOrRun].
func (p *Pool) SubmitOrRun(task Task) error { return p.lane().SubmitOrRun(task) }

// Submit hands a task to the pool and returns nil; the task is run later.
//
// It blocks while the queue of its level is full. Those that block there get
// room in the order of their calls. It returns [ErrClosed] if the pool is
// closed, before or while it blocks, and ctx's error if ctx ends before there
// is room or has ended already. On an error the task will not run. It panics if
// task is nil.
//
// A task that submits to its own pool must not use Submit: see the package
// comment.
func (l Lane) Submit(ctx context.Context, task Task) error {
	return l.submit(ctx, task.job())
}

func (l Lane) submit(ctx context.Context, j job) error {
	p := l.pool
	if err := ctx.Err(); err != nil {
		p.lock()
		return p.rejectAndUnlock(err)
	}
	p.lock()
	switch err := p.take(l.level, j); err {
	case nil:
		p.wakeAndUnlock()
		return nil
	case ErrFull:
		return p.wait(ctx, l.level, j) // unlocks
	default:
		return p.rejectAndUnlock(err)
	}
}

// TrySubmit is Submit for a caller that does not wait: if the queue of the level
// is full, it returns [ErrFull] at once. It never blocks.
func (l Lane) TrySubmit(task Task) error {
	j := task.job()
	p := l.pool
	p.lock()
	if err := p.take(l.level, j); err != nil {
		return p.rejectAndUnlock(err)
	}
	p.wakeAndUnlock()
	return nil
}

// SubmitOrRun is Submit for a caller that helps out: if the queue of the level
// is full, it runs the task itself and returns nil when that has ended. This
// slows down whoever submits too much, and nobody waits for anybody.
//
// A panic of the task is treated as in a worker. A call of runtime.Goexit ends
// the goroutine of the caller. It returns [ErrClosed] if the pool is closed;
// the task is then not run.
func (l Lane) SubmitOrRun(task Task) error {
	j := task.job()
	p := l.pool
	p.lock()
	switch err := p.take(l.level, j); err {
	case nil:
		p.wakeAndUnlock()
		return nil
	case ErrFull:
		p.inline++
		p.total.Submitted++
		p.total.Inline++
		p.mu.Unlock()
		p.runInline(j)
		return nil
	default:
		return p.rejectAndUnlock(err)
	}
}
