// Another way: a goroutine between two channels stores what was submitted, and owns the queue and the count, so there is no lock. submit waits for it, which waits for nobody; each task goes through two channels.
package exercises

type Task func(submit func(Task))

func SelfSubmit(workers int, first ...Task) {
	var (
		waiting = append([]Task(nil), first...)
		pending = len(first) // submitted and not returned
		in      = make(chan Task)
		out     = make(chan Task)
		done    = make(chan struct{})
		ended   = make(chan struct{})
	)
	submit := func(task Task) { in <- task }
	for range workers {
		go func() { // a worker: ends when out is closed
			for task := range out {
				task(submit)
				done <- struct{}{}
			}
			ended <- struct{}{}
		}()
	}
	for pending > 0 {
		var send chan Task // nil while nothing waits
		var next Task
		if len(waiting) > 0 {
			send, next = out, waiting[0]
		}
		select {
		case task := <-in:
			waiting = append(waiting, task)
			pending++
		case send <- next:
			waiting = waiting[1:]
		case <-done:
			pending--
		}
	}
	close(out)
	for range workers {
		<-ended
	}
}
