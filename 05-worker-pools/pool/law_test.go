package pool

import (
	"context"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// check holds a pool to what must be true whenever its mutex is free. It is in
// the package, for this alone.
func (p *Pool) check(t require.TestingT) {
	p.lock()
	defer p.mu.Unlock()
	queued, waiting := 0, 0
	for level := Low; level <= High; level++ {
		q, l := &p.queues[level-Low], &p.lines[level-Low]
		queued += q.len
		for i := 1; i < q.len; i++ {
			mask := len(q.slots) - 1
			require.Less(t, q.slots[(q.head+i-1)&mask].key, q.slots[(q.head+i)&mask].key, "a queue is sorted")
		}
		require.LessOrEqual(t, q.len, p.limits.queue+p.limits.workers, "a queue is bounded")
		for w := l.first; w != nil; w = w.next {
			waiting++
		}
		require.False(t, l.first != nil && p.room(level), "somebody waits though there is room")
	}
	require.Equal(t, queued, p.queued)
	require.Equal(t, waiting, p.waiting)
	require.LessOrEqual(t, p.workers, p.limits.workers)
	require.Equal(t, p.workers, len(p.idle)+p.coming+p.busy, "each worker counts once")
	require.False(t, p.queued > p.coming && (len(p.idle) > 0 || p.workers < p.limits.workers), "a task waits though a worker is free")
	require.EqualValues(t, p.total.Submitted, uint64(p.queued+p.busy+p.inline)+p.total.Done+p.total.Dropped)
	require.False(t, p.closed && waiting > 0)
}

// A play is a pool and all that was submitted to it.
type play struct {
	p       *Pool
	runs    []*atomic.Int64 // of each task
	taken   []*atomic.Bool  // whether its submit returned nil
	held    []chan struct{} // those that hold a task back
	cancels []context.CancelFunc
}

// task returns a task that ends in one of all the ways in which one can.
func (y *play) task(t *rapid.T) (task Task, taken *atomic.Bool) {
	how := rapid.SampledFrom([]string{"returns", "panics", "exits", "is held", "is held", "obeys"}).Draw(t, "how")
	runs := new(atomic.Int64)
	taken = new(atomic.Bool)
	y.runs, y.taken = append(y.runs, runs), append(y.taken, taken)
	hold := make(chan struct{})
	if how == "is held" {
		y.held = append(y.held, hold)
	}
	return func(ctx context.Context) {
		runs.Add(1)
		switch how {
		case "panics":
			panic(how)
		case "exits":
			runtime.Goexit()
		case "is held":
			<-hold
		case "obeys":
			select {
			case <-ctx.Done():
			case <-time.After(time.Second):
			}
		}
	}, taken
}

// actions are what can be done to a pool, each at any time.
func (y *play) actions() map[string]func(*rapid.T) {
	level := rapid.SampledFrom([]Level{Low, Normal, High})
	return map[string]func(*rapid.T){
		"TrySubmit": func(t *rapid.T) {
			task, taken := y.task(t)
			taken.Store(y.p.At(level.Draw(t, "level")).TrySubmit(task) == nil)
		},
		"Submit": func(t *rapid.T) {
			task, taken := y.task(t)
			lane := y.p.At(level.Draw(t, "level"))
			ctx, cancel := context.WithCancel(context.Background())
			y.cancels = append(y.cancels, cancel)
			go func() { taken.Store(lane.Submit(ctx, task) == nil) }()
		},
		"SubmitOrRun": func(t *rapid.T) {
			task, taken := y.task(t)
			lane := y.p.At(level.Draw(t, "level"))
			taken.Store(true) // before it is run here, and perhaps exits
			go func() {
				if lane.SubmitOrRun(task) != nil {
					taken.Store(false)
				}
			}()
		},
		"give up": func(t *rapid.T) {
			if len(y.cancels) > 0 {
				y.cancels[0]()
				y.cancels = y.cancels[1:]
			}
		},
		"release": func(t *rapid.T) { y.release(rapid.IntRange(1, 3).Draw(t, "n")) },
		"time": func(t *rapid.T) {
			time.Sleep(rapid.SampledFrom([]time.Duration{1, time.Second, time.Minute}).Draw(t, "d"))
		},
		"all rest": func(*rapid.T) { synctest.Wait() },
		"":         func(t *rapid.T) { y.p.check(t) },
	}
}

func (y *play) release(n int) {
	for _, c := range y.held[:min(n, len(y.held))] {
		close(c)
	}
	y.held = y.held[min(n, len(y.held)):]
}

// TestLawOfOnce plays at random with a pool and ends it at random. After every
// step the pool is what it must be. At the end every task that was taken in was
// run once, but for those that Abort counted, and no other was run at all.
func TestLawOfOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rapid.Check(struct{ testing.TB }{t}, func(t *rapid.T) { // hides Deadline, which a bubble forbids
			y := &play{p: &Pool{
				Workers: rapid.IntRange(1, 4).Draw(t, "workers"),
				Queue:   rapid.IntRange(1, 4).Draw(t, "queue"),
				Aging:   rapid.IntRange(1, 4).Draw(t, "aging"),
				Idle:    rapid.SampledFrom([]time.Duration{0, time.Minute}).Draw(t, "idle"),
				Keep:    rapid.IntRange(0, 1).Draw(t, "keep"),
				OnPanic: func(*PanicError) {},
			}}
			defer y.stop() // also if a check fails, or rapid gives up in the middle
			t.Repeat(y.actions())
			y.end(t, rapid.Bool().Draw(t, "abort"))
		})
	})
}

// stop lets everything end.
func (y *play) stop() error {
	y.release(len(y.held))
	for _, cancel := range y.cancels {
		cancel()
	}
	err := y.p.Drain(context.Background())
	synctest.Wait()
	return err
}

func (y *play) end(t *rapid.T, abort bool) {
	dropped := 0
	if abort {
		dropped = y.p.Abort()
	}
	y.p.Close()
	y.p.check(t)
	require.NoError(t, y.stop())
	y.p.check(t)
	missing := 0
	for i, runs := range y.runs {
		switch taken := y.taken[i].Load(); {
		case !taken:
			require.Zero(t, runs.Load(), "a task ran that was not taken in")
		case runs.Load() == 0:
			missing++
		default:
			require.EqualValues(t, 1, runs.Load(), "a task ran twice")
		}
	}
	require.Equal(t, dropped, missing, "tasks are lost")
	require.Zero(t, y.p.workers+y.p.queued+y.p.busy+y.p.inline+y.p.coming)
}
