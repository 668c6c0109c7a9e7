// Bug: the history and what comes live are taken in two steps.
package main

import (
	"fmt"
	"slices"
)

type journal struct {
	past []int
	live []chan int
}

func (j *journal) publish(event int) {
	j.past = append(j.past, event)
	for _, l := range j.live {
		l <- event
	}
}

func (j *journal) history() []int { return slices.Clone(j.past) }

func (j *journal) listen() chan int {
	l := make(chan int, 8)
	j.live = append(j.live, l)
	return l
}

func main() {
	var j journal
	j.publish(1)
	late := j.history()
	j.publish(2) // by somebody, between the two steps
	events := j.listen()
	j.publish(3)
	fmt.Println("history first:", append(late, <-events))

	j = journal{}
	j.publish(1)
	events = j.listen()
	j.publish(2)
	late = j.history()
	j.publish(3)
	fmt.Println("live first:   ", append(late, <-events, <-events))
}
