package main

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"example.com/mastery/internal/lesson"
)

// dial tries three hosts, each with a head start of 5 ms before the next, and
// takes the first connection. It has the shape of net.Dialer: nobody waits for
// the losers, and still no connection of theirs stays open.
func dial(out io.Writer) {
	lesson.Name("main")
	hosts := []string{"far", "middle", "near"}
	takes := map[string]time.Duration{"far": 40, "middle": 30, "near": 4} // ms

	conns := make(chan string)      // unbuffered: a send means that it was taken
	returned := make(chan struct{}) // closed when no connection is needed any more
	var opened, closed atomic.Int32 // connections
	var racers sync.WaitGroup       // for the example's end only
	racer := func(host string) {
		lesson.Name(host)
		time.Sleep(takes[host] * time.Millisecond) // stands for the handshake
		opened.Add(1)
		select {
		case conns <- host:
			lesson.Sent("conns", host)
		case <-returned: // too late
			closed.Add(1)
			lesson.Note("closes its connection")
		}
	}

	winner := ""
	next := time.NewTimer(0)
	for winner == "" {
		select {
		case <-next.C:
			host := hosts[0]
			racers.Go(func() { racer(host) })
			if hosts = hosts[1:]; len(hosts) > 0 {
				next.Reset(5 * time.Millisecond)
			}
		case winner = <-conns:
			lesson.Received("conns", winner)
		}
	}
	close(returned)

	racers.Wait()
	fmt.Fprintf(out, "%s was first; opened %d, closed %d\n", winner, opened.Load(), closed.Load())
}
