package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// kitchen is a pool: orders hang on one rail, two cooks take them, and the
// dishes leave over one pass. Which cook makes which dish is free, and so is the
// order of the dishes.
func kitchen(out io.Writer) {
	lesson.Name("guests")
	rail := make(chan int) // closed by the waiter, its only sender
	pass := make(chan int) // closed when the last cook has gone home

	go func() { // waiter: ends when the last order is taken
		lesson.Name("waiter")
		defer close(rail)
		for order := range 5 {
			lesson.Sent("rail", order)
			rail <- order // waits for a cook: the queue is outside, in the street
		}
	}()

	var cooks sync.WaitGroup
	for id := range 2 {
		cooks.Go(func() {
			lesson.Name(fmt.Sprint("cook ", id))
			for order := range rail { // ends when the rail is closed and empty
				lesson.Received("rail", order)
				time.Sleep(time.Duration(6-order) * time.Millisecond) // stands for cooking
				lesson.Sent("pass", order)
				pass <- order // waits for the guests
			}
		})
	}
	go func() { // closer: ends when the cooks have
		lesson.Name("closer")
		cooks.Wait()
		close(pass)
	}()

	for dish := range pass {
		lesson.Received("pass", dish)
		fmt.Fprintln(out, "dish", dish)
	}
}
