package main

import (
	"fmt"
	"io"
	"sync"

	"example.com/mastery/internal/lesson"
)

// parallel gives a stage two workers. Page 1 is a hard one: the others overtake it.
func parallel(out io.Writer) {
	lesson.Name("main")
	fmt.Fprintln(out, "as they are ready:", asReady([]int{1, 2, 3, 4}))
	fmt.Fprintln(out, "in order:         ", inOrder([]int{1, 2, 3, 4}))
}

// asReady fans out to two workers and in again, into one channel.
func asReady(pages []int) (all []int) {
	in, ready := make(chan int), make(chan int)
	others := make(chan struct{}) // closed when all but page 1 have arrived
	go func() {                   // ends with the last page
		defer close(in)
		lesson.Name("pages")
		for _, page := range pages {
			in <- page
		}
	}()
	var workers sync.WaitGroup
	for w := range 2 {
		workers.Go(func() { // ends when in is closed
			lesson.Name(fmt.Sprint("worker ", w+1))
			for page := range in {
				if page == 1 {
					<-others // stands for long work
				}
				lesson.Sent("ready", page)
				ready <- page
			}
		})
	}
	go func() { // no worker knows that all are done: a closer does
		lesson.Name("closer")
		workers.Wait()
		close(ready)
	}()
	for page := range ready {
		lesson.Received("ready", page)
		if all = append(all, page); len(all) == len(pages)-1 {
			close(others)
		}
	}
	return all
}

// inOrder sends, for each page, the channel on which its result will come. They
// stand in the order of the pages, whichever is ready first.
func inOrder(pages []int) (all []int) {
	coming := make(chan (<-chan int), 2) // so at most three are at work, or wait for an earlier one
	var others sync.WaitGroup            // pages 2 and 3, which page 1 waits for
	others.Add(2)
	go func() { // ends with the last page
		defer close(coming)
		lesson.Name("starter")
		for _, page := range pages {
			result := make(chan int, 1) // the page does not wait for its turn
			coming <- result            // but no other begins before there is room
			go func() {
				lesson.Name(fmt.Sprint("page ", page))
				switch page {
				case 1:
					others.Wait() // stands for long work
				case 2, 3:
					defer others.Done()
				}
				result <- page
			}()
		}
	}()
	for result := range coming {
		all = append(all, <-result) // the first in line, ready or not
	}
	return all
}
