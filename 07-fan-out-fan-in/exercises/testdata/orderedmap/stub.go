package exercises

// OrderedMap calls f for the values from in, and emit for the results. What it
// emits and returns is what this loop would:
//
//	for v := range in {
//		r, err := f(v)
//		if err != nil {
//			return err
//		}
//		emit(r)
//	}
//	return nil
//
// But it calls f for several values at the same time, within two bounds:
//
//   - At most n calls of f run at the same time.
//   - At most window values are on their way: their call of f has begun, and emit
//     has not returned for their result. One that is done waits for those before
//     it, and counts.
//
// Calls begin in the order of the values, each as soon as there is a value and
// both bounds allow it. At most n values more are held that were received and
// not begun. Calls of emit don't overlap, and one comes as soon as a result and all
// before it are there.
//
// When a call of f has failed, none begins for a later value, and in is not waited
// for: it may stay open. Values that were received and not begun are dropped.
// OrderedMap returns when the calls that run have returned, and emit for the
// results before the failure. If several fail, the error is that of the earliest
// value, whichever failed first.
//
// When OrderedMap has returned, no goroutine is left behind. While there is nothing
// to do, it blocks. n is at least 1, window at least n. f and emit don't panic.
func OrderedMap[In, Out any](n, window int, in <-chan In, f func(In) (Out, error), emit func(Out)) error {
	panic("not implemented")
}
