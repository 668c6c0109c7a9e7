package main

import (
	"context"
	"iter"
	"slices"
)

// The two ways of example ways that use channels.

func channelSum(numbers []int) (sum int) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	read := hop(ctx, slices.Values(numbers), func(n int) (int, bool) { return n, true })
	first := hop(ctx, received(read), func(n int) (int, bool) { return plus(n), true })
	second := hop(ctx, received(first), func(n int) (int, bool) { return n, keep(n) })
	for n := range hop(ctx, received(second), func(n int) (int, bool) { return twice(n), true }) {
		sum += n
	}
	return sum
}

func batchSum(numbers []int) (sum int) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	each := func(f func(int) int) func([]int) ([]int, bool) {
		return func(batch []int) ([]int, bool) {
			for i, n := range batch {
				batch[i] = f(n) // a batch belongs to one stage at a time
			}
			return batch, true
		}
	}
	read := hop(ctx, slices.Chunk(numbers, 64), func(part []int) ([]int, bool) { return slices.Clone(part), true })
	first := hop(ctx, received(read), each(plus))
	second := hop(ctx, received(first), func(batch []int) ([]int, bool) {
		return slices.DeleteFunc(batch, func(n int) bool { return !keep(n) }), true
	})
	for batch := range hop(ctx, received(second), each(twice)) {
		for _, n := range batch {
			sum += n
		}
	}
	return sum
}

// hop is a stage with a goroutine and a channel of its own. F returns what it
// makes of a value, and whether that goes on.
func hop[T any](ctx context.Context, in iter.Seq[T], f func(T) (T, bool)) <-chan T {
	out := make(chan T)
	go func() { // ends with in, or with ctx
		defer close(out)
		for v := range in {
			result, ok := f(v)
			if !ok {
				continue
			}
			select {
			case out <- result:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}

// received is a channel as an iterator.
func received[T any](c <-chan T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range c {
			if !yield(v) {
				return
			}
		}
	}
}
