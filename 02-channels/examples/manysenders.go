package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// manysenders lets three send on one channel. None of them may close it, since
// none knows when the others are done; a fourth, who waits for all, may.
func manysenders(out io.Writer) {
	lesson.Name("teller")
	votes := make(chan string) // closed by the closer, after the last send

	var booths sync.WaitGroup
	for i, ballots := range [][]string{{"yes", "no"}, {"yes"}, {"no", "yes"}} {
		booths.Go(func() {
			lesson.Name(fmt.Sprint("booth ", i))
			for _, vote := range ballots {
				time.Sleep(time.Duration(i+1) * 2 * time.Millisecond) // stands for voting
				lesson.Sent("votes", vote)
				votes <- vote
			}
		})
	}
	go func() { // closer: ends when the senders have
		lesson.Name("closer")
		booths.Wait() // every send has been received: votes has no buffer
		close(votes)
	}()

	count := map[string]int{} // the teller's alone: no lock
	for vote := range votes { // ends when the channel is closed and empty
		lesson.Received("votes", vote)
		count[vote]++
	}
	fmt.Fprintf(out, "yes %d, no %d, none lost\n", count["yes"], count["no"])
}
