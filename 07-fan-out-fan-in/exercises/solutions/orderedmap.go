package exercises

import "sync"

// OrderedMap calls f for the values from in, by up to n goroutines, and emit for
// the results, in the order of the values. At most window values are begun and not
// yet emitted. After a failure it begins no more, emits what comes before the
// earliest one, and returns its error.
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
		busy  = make(chan struct{}, n)            // holds one for each worker at work
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
			select {
			case busy <- struct{}{}:
			case <-fail:
				return
			}
			select {
			case <-fail: // where both were there, the select has picked at random
				return
			default:
			}
			slot := make(chan reply, 1)
			jobs <- job{v, slot} // a worker is free
			queue <- slot
		}
	})
	for range n {
		all.Go(func() { // worker: ends when jobs is closed
			for j := range jobs {
				result, err := f(j.v)
				if err != nil {
					once.Do(func() { close(fail) })
				}
				j.slot <- reply{result, err}
				<-busy // after the news of a failure: whoever comes next hears of it
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
