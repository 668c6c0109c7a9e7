package main

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"example.com/mastery/internal/lesson"
)

// line passes orders through three stages. While one is stored, the next is
// parsed and the one after that is read.
func line(out io.Writer) {
	lesson.Name("read")
	texts := make(chan string)
	orders := make(chan int)
	stored := make(chan struct{})

	go func() { // parse: ends when texts is closed
		defer close(orders) // the end travels the way that the orders went
		lesson.Name("parse")
		for text := range texts {
			lesson.Received("texts", text)
			time.Sleep(4 * time.Millisecond) // stands for work
			order, err := strconv.Atoi(text)
			if err != nil {
				continue // what else one can do is the subject of example rejects
			}
			lesson.Sent("orders", order)
			orders <- order
		}
	}()

	go func() { // store: ends when orders is closed
		defer close(stored)
		lesson.Name("store")
		sum := 0
		for order := range orders {
			lesson.Received("orders", order)
			time.Sleep(4 * time.Millisecond) // stands for a database
			sum += order
			fmt.Fprintf(out, "stored %2d, sum %3d\n", order, sum)
		}
	}()

	for _, text := range []string{"3", "14", "15", "92"} {
		time.Sleep(4 * time.Millisecond) // stands for a disk
		lesson.Sent("texts", text)
		texts <- text
	}
	close(texts)
	<-stored
}
