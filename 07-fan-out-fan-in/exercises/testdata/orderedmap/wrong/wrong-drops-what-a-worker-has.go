// Mistake: a worker that has a value, and has not begun it, drops it when any call has failed: also when a later value's did, and then a result is missing, and the zero value is emitted.
package exercises

import "sync"

func OrderedMap[In, Out any](n, window int, in <-chan In, f func(In) (Out, error), emit func(Out)) error {
	type reply struct {
		result Out
		err    error
	}
	type job struct {
		v    In
		slot chan<- reply // has room, so that no worker waits for its turn
	}
	var (
		jobs  = make(chan job)                    // closed when no more begins
		room  = make(chan struct{}, window)       // holds one for each value on its way
		fail  = make(chan struct{})               // closed at the first failure
		once  sync.Once                           // closes fail
		all   sync.WaitGroup                      // the feeder and the workers
		queue = make(chan (<-chan reply), window) // slots of what is on its way, in order; closed with jobs
	)
	all.Go(func() { // feeder: ends when in is closed, or at a failure
		defer close(jobs)
		defer close(queue)
		for {
			select {
			case room <- struct{}{}:
			case <-fail:
				return
			}
			var v In
			var ok bool
			select {
			case v, ok = <-in:
			case <-fail:
			}
			if !ok {
				return
			}
			slot := make(chan reply, 1)
			select {
			case jobs <- job{v, slot}:
				queue <- slot
			case <-fail:
				return
			}
		}
	})
	for range n {
		all.Go(func() { // worker: ends when jobs is closed
			for j := range jobs {
				select {
				case <-fail:
					j.slot <- reply{}
					continue
				default:
				}
				result, err := f(j.v)
				if err != nil {
					once.Do(func() { close(fail) })
				}
				j.slot <- reply{result, err}
			}
		})
	}

	var err error
	for slot := range queue {
		r := <-slot
		if err == nil {
			err = r.err
		}
		if err == nil {
			emit(r.result)
		}
		<-room
	}
	all.Wait()
	return err
}
