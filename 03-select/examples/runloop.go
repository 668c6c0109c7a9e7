package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// A node owns a log. All that others want of it goes through channels, so its
// state needs no lock. It has the shape of the run loop in etcd's raft.
type node struct {
	propose chan string   // new entries
	ready   chan []string // entries to apply, all that there are
	advance chan struct{} // the last batch is applied
	status  chan chan int // a question, with the place for its answer
	stop    chan struct{} // closed by the owner
	done    chan struct{} // closed by run as its last act
}

func (n *node) run() {
	lesson.Name("node")
	defer close(n.done)
	var waiting []string
	applied, handed := 0, 0
	var ready chan []string   // nil while there is nothing to hand out
	var advance chan struct{} // nil while nobody applies
	for {
		if advance == nil && len(waiting) > 0 {
			ready = n.ready
		}
		select {
		case entry := <-n.propose:
			lesson.Received("propose", entry)
			waiting = append(waiting, entry)
		case ready <- waiting:
			handed, waiting = len(waiting), nil
			ready, advance = nil, n.advance // one batch at a time
		case <-advance:
			applied += handed
			advance = nil
		case answer := <-n.status:
			answer <- applied // has room: the node never waits for who asks
		case <-n.stop:
			return
		}
	}
}

// runloop lets two clients propose while one applies.
func runloop(out io.Writer) {
	lesson.Name("main")
	n := &node{
		make(chan string), make(chan []string), make(chan struct{}),
		make(chan chan int), make(chan struct{}), make(chan struct{}),
	}
	go n.run()

	var clients sync.WaitGroup
	for _, name := range []string{"x", "y"} {
		clients.Go(func() {
			lesson.Name("client " + name)
			for i := range 3 {
				time.Sleep(2 * time.Millisecond)
				entry := fmt.Sprint(name, i)
				lesson.Sent("propose", entry)
				n.propose <- entry
			}
		})
	}
	total := 0
	for total < 6 { // main applies
		batch := <-n.ready
		lesson.Note(fmt.Sprint("applies ", batch))
		time.Sleep(4 * time.Millisecond) // stands for a disk
		total += len(batch)
		n.advance <- struct{}{}
	}
	clients.Wait()
	answer := make(chan int, 1)
	n.status <- answer
	fmt.Fprintf(out, "proposed 6, applied %d\n", <-answer)
	close(n.stop)
	<-n.done
}
