package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// A pot holds portions. Eaters want different numbers of them, so the cook
// can't know whom to wake: Broadcast wakes all, and each looks for itself.
type pot struct {
	mu       sync.Mutex
	more     *sync.Cond // portions has grown; its L is mu
	portions int        // guarded by mu
}

func (p *pot) take(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.portions < n { // for, not if: another may have eaten them meanwhile
		lesson.Note(fmt.Sprintf("%d of %d, waits", p.portions, n))
		p.more.Wait() // unlocks, sleeps, locks again
	}
	p.portions -= n
}

func (p *pot) add(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.portions += n // change the condition under the lock, then tell
	p.more.Broadcast()
}

// buffet has four eaters who want 1, 2, 3 and 4 portions, and a cook who brings
// two at a time.
func buffet(out io.Writer) {
	lesson.Name("cook")
	p := &pot{}
	p.more = sync.NewCond(&p.mu)
	say := speaker(out)
	var eaters sync.WaitGroup
	for want := 1; want <= 4; want++ {
		eaters.Go(func() {
			lesson.Name(fmt.Sprint("wants ", want))
			p.take(want)
			lesson.Note("eats")
			say("ate %d (order free)", want)
		})
	}
	for range 5 {
		time.Sleep(2 * time.Millisecond) // cooks
		lesson.Note("two more")
		p.add(2)
	}
	eaters.Wait()
	say("left: %d", p.portions)
}
