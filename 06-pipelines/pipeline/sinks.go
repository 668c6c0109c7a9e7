package pipeline

import (
	"context"
	"iter"
)

// ForEach runs the stream and calls f with each item, in their order, in the
// caller's goroutine. It returns nil if f has seen all of them before ctx ended.
//
// The first failure stops everything: an error of f or of a stage's function,
// or a panic in one, which ForEach returns as a *StageError; or the end of ctx,
// whose cause it returns as it is (context.Cause). Items that are on their way
// then are dropped. Name is for f's own failures.
//
// Whichever way it ends, all goroutines of the stream have ended when it
// returns. So it waits for every call of a stage's function that is running: let
// them watch their context.
func (s Stream[T]) ForEach(ctx context.Context, name string, f func(context.Context, T) error) error {
	if f == nil {
		panic("pipeline: ForEach with a nil function")
	}
	return s.consume(ctx, func(r *run, items iter.Seq2[int, T]) {
		r.call(name, func() error {
			for _, item := range items {
				if err := f(r.ctx, item); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// Collect runs the stream and returns all items, in their order. If it fails,
// as ForEach does, it returns those that had arrived by then, and the error.
func (s Stream[T]) Collect(ctx context.Context) ([]T, error) {
	var all []T
	err := s.consume(ctx, func(_ *run, items iter.Seq2[int, T]) {
		for _, item := range items {
			all = append(all, item)
		}
	})
	return all, err
}

// All returns an iterator over the items, in their order. Every range over it
// runs the stream. If the stream fails, as with ForEach, the loop gets one last
// pair, with the error and no item:
//
//	for item, err := range stream.All(ctx) {
//		if err != nil {
//			return err
//		}
//		...
//	}
//
// A loop that is left early, by a break, a return or a panic, stops the stream.
// All goroutines of the stream have ended when the loop has.
func (s Stream[T]) All(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		left := false
		err := s.consume(ctx, func(_ *run, items iter.Seq2[int, T]) {
			for _, item := range items {
				if left = !yield(item, nil); left {
					return
				}
			}
		})
		if err != nil && !left {
			var none T
			yield(none, err)
		}
	}
}

// consume runs the stream while use consumes its items. It returns when all
// goroutines of the stream have ended, also if use does not return.
func (s Stream[T]) consume(ctx context.Context, use func(r *run, items iter.Seq2[int, T])) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	r := newRun(ctx)
	defer r.end()
	use(r, s.start(r).all(chunk))
	return context.Cause(r.ctx)
}
