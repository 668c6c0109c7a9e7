// Another way: next becomes an iterator, and the loop body sends. The iterator knows nothing of channels, and could be ranged over without one; the body alone deals with the context.
package exercises

import (
	"context"
	"iter"
)

func Generate[T any](ctx context.Context, next func() (T, bool)) <-chan T {
	out := make(chan T)
	go func() {
		for v := range all(next) {
			if !offer(ctx, out, v) {
				break
			}
		}
		close(out)
	}()
	return out
}

func all[T any](next func() (T, bool)) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v, ok := next(); ok && yield(v); v, ok = next() {
		}
	}
}

func offer[T any](ctx context.Context, out chan<- T, v T) bool {
	if ctx.Err() != nil {
		return false
	}
	select {
	case out <- v:
		return true
	case <-ctx.Done():
		return false
	}
}
