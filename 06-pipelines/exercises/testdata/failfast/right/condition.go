// Another way: between two stages lies a slot, one mutex guards both and the error, and a condition wakes whoever waits. All rules stand in one place; every change wakes everybody, and the end of the context must be turned into such a change.
package exercises

import (
	"context"
	"sync"
)

func FailFast[V, R any](
	ctx context.Context,
	source func(ctx context.Context, emit func(V) bool) error,
	work func(ctx context.Context, v V) (R, error),
	sink func(ctx context.Context, r R) error,
) error {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	l := &line{end: cancel}
	l.changed.L = &l.mu
	stop := context.AfterFunc(ctx, func() { l.fail(ctx.Err()) })
	defer stop()

	var values slot[V]
	var results slot[R]
	var wg sync.WaitGroup
	wg.Go(func() {
		err := source(inner, func(v V) bool { return put(l, &values, v) })
		if cut := ctx.Err(); cut != nil {
			l.fail(cut)
		}
		l.fail(err)
		finish(l, &values)
	})
	wg.Go(func() {
		defer finish(l, &results)
		for {
			v, ok := take(l, &values)
			if !ok {
				return
			}
			r, err := work(inner, v)
			l.fail(err)
			if !put(l, &results, r) {
				return
			}
		}
	})
	wg.Go(func() {
		for {
			r, ok := take(l, &results)
			if !ok {
				return
			}
			l.fail(sink(inner, r))
		}
	})
	wg.Wait()
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.first
}

// A line is what the stages share.
type line struct {
	mu      sync.Mutex // guards first and all slots
	changed sync.Cond
	first   error
	end     context.CancelFunc
}

// fail ends the pipeline, unless err is nil or another came before.
func (l *line) fail(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err != nil && l.first == nil {
		l.first = err
		l.end()
		l.changed.Broadcast()
	}
}

// A slot has room for one value between two stages.
type slot[T any] struct {
	value        T
	full, closed bool
}

func put[T any](l *line, s *slot[T], v T) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for s.full && l.first == nil {
		l.changed.Wait()
	}
	if l.first != nil {
		return false
	}
	s.value, s.full = v, true
	l.changed.Broadcast()
	return true
}

func take[T any](l *line, s *slot[T]) (v T, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for !s.full && !s.closed && l.first == nil {
		l.changed.Wait()
	}
	if !s.full || l.first != nil {
		return v, false
	}
	s.full = false
	l.changed.Broadcast()
	return s.value, true
}

func finish[T any](l *line, s *slot[T]) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s.closed = true
	l.changed.Broadcast()
}
