// Another way: all state in one monitor: workers take the next number under a mutex, put the result into a ring, and a condition wakes whoever may go on. Both bounds stand in one line; a receive can't wait for a condition, so a goroutine of its own takes values in.
package exercises

import "sync"

func OrderedMap[In, Out any](n, window int, in <-chan In, f func(In) (Out, error), emit func(Out)) error {
	type place struct {
		result Out
		err    error
		done   bool
	}
	var (
		mu                       sync.Mutex // guards what follows
		change                   = sync.NewCond(&mu)
		ring                     = make([]place, window)
		held                     []In
		begun, running, released int
		closed, failed           bool
		stop                     = make(chan struct{}) // closed when failed is set
		all                      sync.WaitGroup
	)
	all.Go(func() { // takes values in, one ahead
		for {
			mu.Lock()
			for len(held) > 0 && !failed {
				change.Wait()
			}
			mu.Unlock()
			var v In
			ok := false
			select { // after a failure it may take one more, and drops it
			case v, ok = <-in:
			case <-stop:
			}
			mu.Lock()
			ok = ok && !failed
			if ok {
				held = append(held, v)
			} else {
				closed = true
			}
			change.Broadcast()
			mu.Unlock()
			if !ok {
				return
			}
		}
	})
	for range n {
		all.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			for {
				for !failed && !(len(held) == 0 && closed) && (len(held) == 0 || begun-released >= window) {
					change.Wait()
				}
				if failed || len(held) == 0 {
					return
				}
				v := held[0]
				held = held[1:]
				at := begun % window
				begun++
				running++
				change.Broadcast()
				mu.Unlock()
				result, err := f(v)
				mu.Lock()
				running--
				ring[at] = place{result, err, true}
				if err != nil && !failed {
					failed = true
					close(stop)
				}
				change.Broadcast()
			}
		})
	}
	var err error
	mu.Lock()
	for err == nil {
		head := &ring[released%window]
		for !head.done && !((closed && len(held) == 0 || failed) && released == begun) {
			change.Wait()
		}
		if !head.done {
			break
		}
		p := *head
		*head = place{}
		if err = p.err; err != nil {
			break
		}
		mu.Unlock()
		emit(p.result)
		mu.Lock()
		released++
		change.Broadcast()
	}
	mu.Unlock()
	all.Wait()
	return err
}
