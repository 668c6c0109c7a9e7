package pipeline

import "context"

// Map returns the stream of f's results, one for each item, in the order of the
// items. F runs in one goroutine, at the same time as the stages before and
// after it. For several items at a time there are MapOrdered and MapUnordered.
//
// An error of f stops the whole stream. Ctx is cancelled when it is stopped.
func Map[A, B any](s Stream[A], name string, f func(context.Context, A) (B, error)) Stream[B] {
	if f == nil {
		panic("pipeline: Map with a nil function")
	}
	return stage(s, name, 1, func(r *run, in *link[A], out *link[B]) error {
		for _, item := range in.all(chunk) {
			result, err := f(r.ctx, item)
			if err != nil {
				return err
			}
			out.push(result)
		}
		return nil
	})
}

// Filter returns the stream of those items for which keep returns true, in
// their order. Keep runs in one goroutine, at the same time as the stages before
// and after it. An error of keep stops the whole stream.
func Filter[T any](s Stream[T], name string, keep func(context.Context, T) (bool, error)) Stream[T] {
	if keep == nil {
		panic("pipeline: Filter with a nil function")
	}
	return stage(s, name, 1, func(r *run, in, out *link[T]) error {
		for _, item := range in.all(chunk) {
			ok, err := keep(r.ctx, item)
			if err != nil {
				return err
			}
			if ok {
				out.push(item)
			}
		}
		return nil
	})
}

// FlatMap returns the stream of what f emits, for the first item, then for the
// second, and so on. F runs in one goroutine. It may emit any number of results
// for an item; for emit the same holds as with Generate. An error of f stops
// the whole stream.
func FlatMap[A, B any](s Stream[A], name string, f func(ctx context.Context, item A, emit func(B) error) error) Stream[B] {
	if f == nil {
		panic("pipeline: FlatMap with a nil function")
	}
	return stage(s, name, 1, func(r *run, in *link[A], out *link[B]) error {
		emit := out.emit // once: a method value is allocated
		for _, item := range in.all(chunk) {
			if err := f(r.ctx, item, emit); err != nil {
				return err
			}
		}
		return nil
	})
}

// MapUnordered returns the stream of f's results, one for each item, in the
// order in which they are ready. Up to workers calls of f run at the same time,
// each in a goroutine of its own that takes one item at a time: a slow item
// holds up nobody else. An error of f stops the whole stream. MapUnordered
// panics if workers is less than 1.
func MapUnordered[A, B any](s Stream[A], name string, workers int, f func(context.Context, A) (B, error)) Stream[B] {
	checkWorkers("MapUnordered", workers, f == nil)
	return stage(s, name, workers, func(r *run, in *link[A], out *link[B]) error {
		for _, item := range in.all(1) {
			result, err := f(r.ctx, item)
			if err != nil {
				return err
			}
			out.push(result)
		}
		return nil
	})
}

// MapOrdered returns the stream of f's results, one for each item, in the order
// of the items. Up to workers calls of f run at the same time, each in a
// goroutine of its own that takes one item at a time.
//
// Results that are ready before an earlier one wait for it. They wait in the
// room that follows the stage, so memory is bounded however slow one item is:
// no item is begun that is as many places as there is room, or workers if that
// is more, behind the first whose result has not been taken. With Room large
// enough for what the others get done meanwhile, a slow item holds up nobody.
//
// An error of f stops the whole stream, also if it is of a later item than one
// that is still being worked on. MapOrdered panics if workers is less than 1.
func MapOrdered[A, B any](s Stream[A], name string, workers int, f func(context.Context, A) (B, error)) Stream[B] {
	checkWorkers("MapOrdered", workers, f == nil)
	ordered := stage(s, name, workers, func(r *run, in *link[A], out *link[B]) error {
		for place, item := range in.all(1) {
			if !out.reserve(place) {
				break
			}
			result, err := f(r.ctx, item)
			if err != nil {
				return err
			}
			out.put(place, result)
		}
		return nil
	})
	return Stream[B]{open: func(r *run, room int) *link[B] { return ordered.open(r, max(room, workers)) }}
}

func checkWorkers(who string, workers int, noFunction bool) {
	if workers < 1 {
		panic("pipeline: " + who + " with less than 1 worker")
	}
	if noFunction {
		panic("pipeline: " + who + " with a nil function")
	}
}

// stage is the stream of what goroutines, one or more, make of the items of s.
// Their loops over in.all end when the run is stopped, so they need not look at
// what out.push returns.
func stage[A, B any](s Stream[A], name string, workers int, work func(r *run, in *link[A], out *link[B]) error) Stream[B] {
	return Stream[B]{open: func(r *run, room int) *link[B] {
		in, out := s.start(r), newLink[B](r, room)
		r.start(name, workers, out.close, func() error { return work(r, in, out) })
		return out
	}}
}
