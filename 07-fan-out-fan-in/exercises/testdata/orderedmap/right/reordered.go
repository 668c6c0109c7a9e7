// Another way: workers number what they receive, and send results as they come; the caller's goroutine holds early ones in a map until their turn. The workers share the input and no feeder stands between; the number must be taken together with the value, so a lock is held during a receive.
package exercises

import "sync"

func OrderedMap[In, Out any](n, window int, in <-chan In, f func(In) (Out, error), emit func(Out)) error {
	type reply struct {
		at     int
		result Out
		err    error
	}
	var (
		turn    = make(chan int, 1) // holds the next number: whoever has it may receive
		room    = make(chan struct{}, window)
		replies = make(chan reply, window) // room for all that are on their way: emit may be slow
		failed  = make(chan struct{})
		once    sync.Once
		workers sync.WaitGroup
	)
	turn <- 0
	take := func() (v In, at int, ok bool) {
		select {
		case at = <-turn:
		case <-failed:
			return
		}
		defer func() {
			select {
			case <-failed: // nobody's turn: a select with turn could still choose that
				ok = false
			default:
				turn <- at + 1
			}
		}()
		select {
		case room <- struct{}{}:
		case <-failed:
			return
		}
		select {
		case v, ok = <-in:
		case <-failed:
		}
		return
	}
	for range n {
		workers.Go(func() {
			for {
				v, at, ok := take()
				if !ok {
					return
				}
				result, err := f(v)
				if err != nil {
					once.Do(func() { close(failed) })
				}
				replies <- reply{at, result, err}
			}
		})
	}
	go func() {
		workers.Wait()
		close(replies)
	}()
	early := map[int]reply{}
	next := 0
	var err error
	for r := range replies {
		early[r.at] = r
		for err == nil {
			r, ok := early[next]
			if !ok {
				break
			}
			delete(early, next)
			next++
			if err = r.err; err == nil {
				emit(r.result)
				<-room
			}
		}
	}
	return err
}
