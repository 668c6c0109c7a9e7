// Another way: no lock: one goroutine owns the tasks that wait, and starts one whenever less than the limit run. It needs nothing to wake anybody; all submitters meet at its channel.
package exercises

import "slices"

type PriorityPool struct {
	submit chan ownedTask
	close  chan struct{} // closed by Close
	ended  chan struct{} // closed by the owner
}

type ownedTask struct {
	priority int
	task     func()
	mayStand int // how often it may yet be overtaken
}

func NewPriorityPool(workers, patience int) *PriorityPool {
	p := &PriorityPool{
		submit: make(chan ownedTask),
		close:  make(chan struct{}),
		ended:  make(chan struct{}),
	}
	go p.own(workers, patience)
	return p
}

func (p *PriorityPool) Submit(priority int, task func()) {
	p.submit <- ownedTask{priority: priority, task: task}
}

func (p *PriorityPool) Close() {
	close(p.close)
	<-p.ended
}

// own is the owner: it ends when the pool is closed and nothing waits or runs.
func (p *PriorityPool) own(workers, patience int) {
	defer close(p.ended)
	var (
		waiting []ownedTask
		running int
		done    = make(chan struct{})
		closing = p.close
	)
	for closing != nil || running > 0 {
		select {
		case t := <-p.submit:
			t.mayStand = patience
			waiting = append(waiting, t)
		case <-done:
			running--
		case <-closing:
			closing = nil
		}
		for running < workers && len(waiting) > 0 {
			next := nextOf(waiting)
			for i := range next {
				waiting[i].mayStand--
			}
			task := waiting[next].task
			waiting = slices.Delete(waiting, next, next+1)
			running++
			go func() {
				task()
				done <- struct{}{}
			}()
		}
	}
}

func nextOf(waiting []ownedTask) int {
	if i := slices.IndexFunc(waiting, func(t ownedTask) bool { return t.mayStand == 0 }); i >= 0 {
		return i
	}
	next := 0
	for i, t := range waiting {
		if t.priority > waiting[next].priority {
			next = i
		}
	}
	return next
}
