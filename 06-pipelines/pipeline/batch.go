package pipeline

import "time"

// Batch returns the stream of the items in batches, each a new slice of at
// least one item and at most size, in their order. A batch goes on when it is
// full, when wait has passed since its first item came, or when the items end;
// a wait of 0 or less means without a limit. It panics if size is less than 1.
//
// Room after Batch counts batches: without it there is room for 64 of them. When
// a stream is stopped, by an error or by a break, the batch that was begun is
// dropped.
func Batch[T any](s Stream[T], size int, wait time.Duration) Stream[[]T] {
	if size < 1 {
		panic("pipeline: Batch with a size below 1")
	}
	return stage(s, "batch", 1, func(r *run, in *link[T], out *link[[]T]) error {
		b := batcher[T]{size: size, wait: wait, out: out}
		if wait > 0 {
			b.timer = time.AfterFunc(wait, in.ring)
			defer b.timer.Stop()
		}
		taken := in.buffer(chunk)
		for {
			_, n, more := in.take(taken)
			for _, item := range taken[:n] {
				b.add(item)
			}
			clear(taken[:n])
			if b.late() || !more {
				b.flush()
			}
			if !more {
				return nil
			}
		}
	})
}

// A batcher collects one batch after the other.
type batcher[T any] struct {
	size  int
	wait  time.Duration
	out   *link[[]T]
	timer *time.Timer // rings for take when the batch is late; nil: no limit

	items []T
	due   time.Time
}

func (b *batcher[T]) add(item T) {
	b.items = append(b.items, item)
	switch {
	case len(b.items) == b.size:
		b.flush()
	case len(b.items) == 1 && b.timer != nil:
		b.due = time.Now().Add(b.wait)
		b.timer.Reset(b.wait)
	}
}

// late looks at the clock, since the timer may have rung for an earlier batch,
// which was full when it did.
func (b *batcher[T]) late() bool {
	return b.timer != nil && !time.Now().Before(b.due)
}

// flush hands on what there is. When the run is stopped it is dropped there.
func (b *batcher[T]) flush() {
	if len(b.items) > 0 {
		b.out.push(b.items)
		b.items = nil // the next batch is a slice of its own
	}
}
