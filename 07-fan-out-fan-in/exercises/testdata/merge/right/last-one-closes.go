// Another way: no WaitGroup and no closer: the forwarders count themselves, and the last one closes. A goroutine fewer; who closes is decided while it runs, and no channel at all is a case of its own.
package exercises

import (
	"context"
	"sync/atomic"
)

func Merge[T any](ctx context.Context, ins ...<-chan T) <-chan T {
	out := make(chan T)
	if len(ins) == 0 {
		close(out)
		return out
	}
	var open atomic.Int64
	open.Store(int64(len(ins)))
	for _, in := range ins {
		go func() {
			defer func() {
				if open.Add(-1) == 0 {
					close(out)
				}
			}()
			for {
				var v T
				var ok bool
				select {
				case v, ok = <-in:
				case <-ctx.Done():
				}
				if !ok {
					return
				}
				select {
				case out <- v:
				case <-ctx.Done():
					return
				}
			}
		}()
	}
	return out
}
