// Another way: batches are numbered, and a timer that fires tells the number of the batch that it was set for; one that comes too late says nothing. No timer is stopped, so each lives until its time is over; a mutex guards what timer and gatherer share.
package exercises

import (
	"context"
	"sync"
	"time"
)

func Batch[T any](ctx context.Context, in <-chan T, size int, wait time.Duration) <-chan []T {
	var mu sync.Mutex // guards number and due
	number := 0
	due := make(chan struct{}) // closed when the time of batch number is over
	begin := func() {
		mu.Lock()
		defer mu.Unlock()
		mine := number
		time.AfterFunc(wait, func() {
			mu.Lock()
			defer mu.Unlock()
			if mine == number {
				close(due)
			}
		})
	}
	dueNow := func() <-chan struct{} {
		mu.Lock()
		defer mu.Unlock()
		return due
	}
	end := func() {
		mu.Lock()
		defer mu.Unlock()
		number++
		due = make(chan struct{})
	}

	out := make(chan []T)
	go func() {
		defer close(out)
		for open := true; open; end() {
			var batch []T
			for full := false; !full; {
				select {
				case v, ok := <-in:
					if !ok {
						full, open = true, false
						break
					}
					if batch = append(batch, v); len(batch) == 1 {
						begin()
					}
					full = len(batch) == size
				case <-dueNow():
					full = true
				case <-ctx.Done():
					return
				}
			}
			if len(batch) == 0 {
				return
			}
			select {
			case out <- batch:
			case <-ctx.Done():
				return
			}
		}
	}()
	return out
}
