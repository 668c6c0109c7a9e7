// Mistake: what is early waits in a map, and nothing stops the workers: while the head of the line is slow the map grows, as long as values come.
package exercises

import "sync"

func OrderedMap[In, Out any](n, window int, in <-chan In, f func(In) (Out, error), emit func(Out)) error {
	type job struct {
		at int
		v  In
	}
	type reply struct {
		at     int
		result Out
		err    error
	}
	jobs, replies := make(chan job), make(chan reply)
	failed := make(chan struct{})
	fail := sync.OnceFunc(func() { close(failed) })
	var all sync.WaitGroup
	all.Go(func() {
		defer close(jobs)
		for at := 0; ; at++ {
			var v In
			ok := false
			select {
			case v, ok = <-in:
			case <-failed:
			}
			if !ok {
				return
			}
			select {
			case jobs <- job{at, v}:
			case <-failed:
				return
			}
		}
	})
	for range n {
		all.Go(func() {
			for j := range jobs {
				result, err := f(j.v)
				if err != nil {
					fail()
				}
				replies <- reply{j.at, result, err}
			}
		})
	}
	go func() {
		all.Wait()
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
			}
		}
	}
	return err
}
