package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// urgent has three desks, each with two full queues. They differ in how they
// choose the next job: u is urgent, n is normal.
func urgent(out io.Writer) {
	lesson.Name("main")
	weighted := &weighted{most: 3}
	var desks sync.WaitGroup
	var order [3]string
	desks.Go(func() { order[0] = desk("one select", either) })
	desks.Go(func() { order[1] = desk("urgent first", urgentFirst) })
	desks.Go(func() { order[2] = desk("three, then one", weighted.next) })
	desks.Wait()
	fmt.Fprintln(out, "one select (free):", order[0])
	fmt.Fprintln(out, "urgent first:     ", order[1])
	fmt.Fprintln(out, "three, then one:  ", order[2])
}

// either leaves it to chance.
func either(urgent, normal <-chan string) string {
	select {
	case job := <-urgent:
		return job
	case job := <-normal:
		return job
	}
}

// urgentFirst looks for urgent work, and waits for any if there is none.
func urgentFirst(urgent, normal <-chan string) string {
	select {
	case job := <-urgent:
		return job
	default:
		return either(urgent, normal)
	}
}

// weighted prefers urgent work; after most urgent jobs since the last normal one,
// a normal one that waits is next.
type weighted struct{ most, inARow int }

func (w *weighted) next(urgent, normal <-chan string) string {
	first, second := urgent, normal
	if w.inARow >= w.most {
		first, second = normal, urgent // the roles are swapped until a normal one has come
	}
	job := urgentFirst(first, second)
	if w.inARow++; job == "n" {
		w.inARow = 0
	}
	return job
}

// desk does twelve jobs and returns them in the order in which next took them.
func desk(name string, next func(urgent, normal <-chan string) string) string {
	lesson.Name(name)
	urgent, normal := make(chan string, 6), make(chan string, 6)
	for range 6 {
		urgent <- "u"
		normal <- "n"
	}
	var order []string
	for range 12 {
		job := next(urgent, normal)
		lesson.Note(job)
		order = append(order, job)
		time.Sleep(time.Millisecond) // stands for work
	}
	return strings.Join(order, " ")
}
