// Another way: the forwarders put their value into a slot each and tell the one sender by a mutex and a condition. The sender alone touches the output, so it can close it; a good deal more to get right than channels.
package exercises

import (
	"context"
	"sync"
)

func Merge[T any](ctx context.Context, ins ...<-chan T) <-chan T {
	out := make(chan T)
	var mu sync.Mutex // guards open and ready
	changed := sync.NewCond(&mu)
	open := len(ins)
	type item struct {
		v    T
		sent chan struct{}
	}
	var ready []item
	for _, in := range ins {
		go func() {
			defer func() {
				mu.Lock()
				defer mu.Unlock()
				open--
				changed.Signal()
			}()
			for {
				var it item
				var ok bool
				select {
				case it.v, ok = <-in:
				case <-ctx.Done():
				}
				if !ok {
					return
				}
				it.sent = make(chan struct{})
				mu.Lock()
				ready = append(ready, it)
				changed.Signal()
				mu.Unlock()
				select {
				case <-it.sent:
				case <-ctx.Done():
					return
				}
			}
		}()
	}
	go func() {
		defer close(out)
		for {
			mu.Lock()
			for len(ready) == 0 && open > 0 {
				changed.Wait()
			}
			if len(ready) == 0 {
				mu.Unlock()
				return
			}
			it := ready[0]
			ready = ready[1:]
			mu.Unlock()
			select {
			case out <- it.v:
				close(it.sent)
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
