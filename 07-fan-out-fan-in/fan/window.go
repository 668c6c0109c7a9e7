package fan

import (
	"context"
	"sync"
)

// A window is the part of a stream that is between its source and its reader:
// items come in at one end, workers turn them into results, results go out at
// the other end. It is a monitor: one lock, and whoever can't go on says so and
// waits outside of it for a signal or the end of the context.
//
// A worker takes the lock once an item. That is less than what two channels
// cost, and it is shared: whoever waits, or comes late, finds more than one
// item or result when its turn comes.
type window[T, R any] struct {
	n       int
	ordered bool
	mask    int           // the rings' size, a power of two, minus one
	work    chan struct{} // a token for each worker that may go on; closed with the input
	room    chan struct{} // tells the feeder that it may go on
	ready   chan struct{} // tells the reader that it may go on

	mu  sync.Mutex // guards what follows
	in  []T        // items begun to taken-1
	out []slot[R]  // results from handed on

	// How many items have come how far: taken >= begun >= ended >= handed.
	taken, begun, ended, handed int
	lent                        int // results that the reader has got, but not yet done with

	started int  // workers
	idle    int  // workers that wait for work
	closed  bool // the input has ended
	full    bool // the feeder waits for room
	hungry  bool // the reader waits for the result number handed
}

type slot[R any] struct {
	result R
	done   bool
}

// smallest is the least room of a window. With less, each side waits more often
// for the other ones: in a room of 8 an item cost two to four times as much, in
// one of 256 no less.
const smallest = 128

func newWindow[T, R any](n int, ordered bool) *window[T, R] {
	size := smallest
	for size < 4*n {
		size *= 2
	}
	return &window[T, R]{
		n: n, ordered: ordered, mask: size - 1,
		work: make(chan struct{}, n), room: make(chan struct{}, 1), ready: make(chan struct{}, 1),
		in: make([]T, size), out: make([]slot[R], size),
	}
}

// put takes an item in, calls start if that needs another worker, and blocks
// until there is room for a further item. It returns false if ctx has ended.
func (w *window[T, R]) put(ctx context.Context, item T, start func()) bool {
	if ctx.Err() != nil {
		return false
	}
	w.mu.Lock()
	w.in[w.taken&w.mask] = item
	w.taken++
	wake, grow := w.idle > 0, false
	if wake {
		w.idle--
	} else if w.started < w.n {
		w.started++
		grow = true
	}
	w.full = w.taken-w.handed > w.mask
	wait := w.full
	w.mu.Unlock()
	if wake {
		w.work <- struct{}{}
	}
	if grow {
		start()
	}
	if wait {
		select {
		case <-w.room:
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// close says that no further item will come.
func (w *window[T, R]) close() {
	w.mu.Lock()
	w.closed = true
	tell := w.hungry
	w.hungry = false
	w.mu.Unlock()
	close(w.work)
	if tell {
		signal(w.ready)
	}
}

// next returns the next item and its number. It blocks while there is none, and
// returns false when there will be none or ctx has ended.
func (w *window[T, R]) next(ctx context.Context) (at int, item T, ok bool) {
	w.mu.Lock()
	return w.begin(ctx, false)
}

// swap gives the result of item number at, and is next.
func (w *window[T, R]) swap(ctx context.Context, at int, result R) (next int, item T, ok bool) {
	w.mu.Lock()
	if !w.ordered {
		at = w.ended
	}
	w.ended++
	w.out[at&w.mask] = slot[R]{result, true}
	tell := w.hungry && at == w.handed
	if tell {
		w.hungry = false
	}
	return w.begin(ctx, tell)
}

// begin does what next says. The caller holds the lock, which begin releases
// before it tells the reader.
func (w *window[T, R]) begin(ctx context.Context, tell bool) (at int, item T, ok bool) {
	for w.begun == w.taken && !w.closed {
		w.idle++
		w.mu.Unlock()
		if tell {
			tell = false
			signal(w.ready)
		}
		select {
		case <-w.work:
		case <-ctx.Done():
			return 0, item, false
		}
		w.mu.Lock()
	}
	if at, ok = w.begun, w.begun < w.taken; ok {
		w.begun++
		place := &w.in[at&w.mask]
		var none T
		item, *place = *place, none
	}
	w.mu.Unlock()
	if tell {
		signal(w.ready)
	}
	return at, item, ok
}

// An end is how the reader came to an end.
type end int

const (
	exhausted   end = iota // everything was handed out
	interrupted            // a context has ended
	left                   // yield returned false
)

// hand yields the results, in turn, until there are no more, yield returns
// false, caller ends, or inner ends and the next result is not there.
func (w *window[T, R]) hand(caller, inner context.Context, yield func(R, error) bool) end {
	batch := make([]R, 0, (w.mask+1)/4)
	for {
		var how end
		if batch, how = w.take(inner, batch[:0]); len(batch) == 0 {
			return how
		}
		for _, result := range batch {
			if caller.Err() != nil {
				return interrupted
			}
			if !yield(result, nil) {
				return left
			}
		}
		clear(batch)
	}
}

// take lends the reader the next results: as many as are there and fit. It
// blocks while there is none. What was lent before is now handed out.
func (w *window[T, R]) take(ctx context.Context, batch []R) ([]R, end) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.handed += w.lent
	w.lent = 0
	if w.full && w.taken-w.handed <= w.mask/2 {
		// Not at the first free place: each of the two would wait for the other
		// at every item.
		w.full = false
		signal(w.room)
	}
	for {
		for len(batch) < cap(batch) && w.out[(w.handed+len(batch))&w.mask].done {
			place := &w.out[(w.handed+len(batch))&w.mask]
			batch = append(batch, place.result)
			*place = slot[R]{}
		}
		if w.lent = len(batch); w.lent > 0 {
			return batch, exhausted
		}
		if w.closed && w.handed == w.taken {
			return batch, exhausted
		}
		w.hungry = true
		w.mu.Unlock()
		select {
		case <-w.ready:
		case <-ctx.Done():
		}
		w.mu.Lock()
		if ctx.Err() != nil {
			return batch, interrupted
		}
	}
}

// signal tells the one who waits for c. Somebody whose context ended may have
// left a signal there: one is enough.
func signal(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
