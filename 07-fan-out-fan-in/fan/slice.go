package fan

import (
	"context"
	"math"

	"example.com/mastery/01-goroutines/group"
)

// Map calls f on each of the items, n calls at a time, and returns the results
// in the order of the items.
//
// It blocks until all calls have returned. On the first error no further item
// is begun, the context of the calls that are running is cancelled, and Map
// returns nil and that error, first in time. If ctx ends before every item was
// begun, or a call fails after that, it returns ctx's cause.
//
// Calls begin in no order that one could rely on. As long as an item is not
// begun, n calls are running: an item that takes long keeps no other from a
// worker that has nothing to do.
func Map[T, R any](ctx context.Context, n int, items []T, f func(context.Context, T) (R, error)) ([]R, error) {
	results := make([]R, len(items))
	err := each("Map", ctx, n, len(items), func(ctx context.Context, i int) (err error) {
		results[i], err = f(ctx, items[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	return results, nil
}

// ForEach is [Map] without results.
func ForEach[T any](ctx context.Context, n int, items []T, f func(context.Context, T) error) error {
	return each("ForEach", ctx, n, len(items), func(ctx context.Context, i int) error {
		return f(ctx, items[i])
	})
}

// A Result is what one call returned.
type Result[R any] struct {
	Value R
	Err   error
}

// Collect calls f on each of the items, n calls at a time, and returns what
// each call returned, in the order of the items. It is [Map] for a caller who
// wants what can be had: an error ends nothing but the call that returned it.
//
// A panic is the item's error too, a [*group.PanicError], and a Goexit is
// [group.ErrGoexit]. Items that were not begun when ctx ended have ctx's cause
// as their error. For one error of all see [errors.Join].
//
// It blocks until all calls have returned. What Map says about the order in
// which calls begin holds here too.
func Collect[T, R any](ctx context.Context, n int, items []T, f func(context.Context, T) (R, error)) []Result[R] {
	n = workers("Collect", n, len(items))
	results := make([]Result[R], len(items))
	s := newShares(len(items), n)
	var g group.Group // its tasks never panic
	for w := range n {
		g.Go(func() { // worker: ends when no item is left
			for i, ok := 0, true; ok; {
				// A run goes on from item to item, in a goroutine of its own,
				// until an item breaks it. Then the next one begins.
				var run group.Group
				run.Go(func() {
					for i, ok = s.next(w); ok; i, ok = s.next(w) {
						if ctx.Err() != nil {
							results[i].Err = context.Cause(ctx)
							continue
						}
						results[i].Value, results[i].Err = f(ctx, items[i])
					}
				})
				if err := run.WaitRecover(); err != nil {
					results[i].Err = err
				}
			}
		})
	}
	g.Wait()
	return results
}

// each calls f with the numbers 0 to size-1, n calls at a time.
func each(name string, ctx context.Context, n, size int, f func(context.Context, int) error) error {
	if n = workers(name, n, size); n == 0 {
		return nil
	}
	s := newShares(size, n)
	g, ctx := group.WithContext(ctx)
	for w := range n {
		g.Go(func() error { // worker: ends when no item is left, or one has failed
			for i, ok := s.next(w); ok; i, ok = s.next(w) {
				if ctx.Err() != nil {
					return context.Cause(ctx)
				}
				if err := f(ctx, i); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if g.Wait() != nil {
		// The cause and not what Wait returned: when the caller's context has
		// ended, f mostly returns context.Canceled, which says less.
		return context.Cause(ctx)
	}
	return nil
}

// workers returns how many workers are needed.
func workers(name string, n, size int) int {
	checkWorkers(name, n)
	if uint64(size) > math.MaxInt32 {
		panic("fan: " + name + " of more than 2,147,483,647 items")
	}
	return min(n, size)
}

func checkWorkers(name string, n int) {
	if n < 1 {
		panic("fan: " + name + " with less than one worker")
	}
}
