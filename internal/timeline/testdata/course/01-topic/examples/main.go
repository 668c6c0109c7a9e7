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
	time.Sleep(300 * time.Millisecond) // long enough for the tracer to complete a part
	fmt.Fprintln(os.Stderr, "last words")
	os.Exit(3)
}

func hangs(out io.Writer) {
	time.Sleep(300 * time.Millisecond) // long enough for the tracer to complete a part
	fmt.Fprintln(out, "hanging")
	<-make(chan int)
}
