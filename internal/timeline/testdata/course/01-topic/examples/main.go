// Command examples is a topic to be drawn by the tests of package timeline.
package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"example.com/mastery/internal/lesson"
)

func main() { lesson.Main("01-topic", examples) }

var examples = []lesson.Example{
	{Name: "hand", About: "one value from hand to hand", Play: hand},
	{Name: "crowd", About: "more than can be drawn", Play: crowd},
	{Name: "dies", About: "it never gets there", Play: dies},
	{Name: "hangs", About: "nobody ever sends", Play: hangs},
}

func hand(out io.Writer) {
	lesson.Name("main")
	c := make(chan string)
	go func() {
		lesson.Name("giver")
		time.Sleep(5 * time.Millisecond)
		lesson.Sent("c", "gold")
		c <- "gold"
	}()
	lesson.Received("c", <-c)
	fmt.Fprintln(out, "got it")
}

func crowd(out io.Writer) {
	lesson.Name("main")
	c := make(chan int)
	for i := range 300 {
		go func() {
			lesson.Name(fmt.Sprint("visitor ", i))
			c <- i
		}()
	}
	for range 300 {
		<-c
	}
	fmt.Fprintln(out, "all have left")
}

func dies(io.Writer) {
	beats()
	fmt.Fprintln(os.Stderr, "last words")
	os.Exit(3)
}

func hangs(out io.Writer) {
	go func() {
		lesson.Name("waiter")
		<-make(chan int)
	}()
	beats()
	fmt.Fprintln(out, "hanging")
	<-make(chan int)
}

// beats gives the tracer, which lives in this process and wakes as often, time
// to complete a part: one long sleep would end on time even where the tracer
// gets no processor.
func beats() {
	for range 10 {
		time.Sleep(100 * time.Millisecond)
	}
}
