package main

import (
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// timeouts has two readers: one gives up when it is quiet for too long, the
// other when it takes too long in all. The difference is where the timer is made.
func timeouts(out io.Writer) {
	lesson.Name("main")
	say := speaker(out)
	var all sync.WaitGroup

	all.Go(func() {
		lesson.Name("quiet limit")
		gone := make(chan struct{})
		defer close(gone) // so that the source does not wait for us
		words := source(&all, "mute", 3, gone)
		for got := 0; ; got++ {
			select {
			case word := <-words:
				lesson.Received("mute", word)
			case <-time.After(15 * time.Millisecond): // a new timer each time round
				say("15 ms since the last word: gave up after %d words", got)
				return
			}
		}
	})
	all.Go(func() {
		lesson.Name("total limit")
		gone := make(chan struct{})
		defer close(gone)
		words := source(&all, "chatty", 10, gone)
		limit := time.After(15 * time.Millisecond) // one timer for all words
		for got := 0; ; got++ {
			select {
			case word := <-words:
				lesson.Received("chatty", word)
			case <-limit:
				say("15 ms in all: gave up after %d words", got)
				return
			}
		}
	})
	all.Wait()
}

// source says n words, 3 ms apart, and then nothing more. It ends when nobody
// listens any longer.
func source(all *sync.WaitGroup, name string, n int, gone <-chan struct{}) <-chan int {
	words := make(chan int)
	all.Go(func() {
		lesson.Name(name)
		for word := range n {
			time.Sleep(3 * time.Millisecond)
			lesson.Sent(name, word)
			select {
			case words <- word:
			case <-gone:
				return
			}
		}
		<-gone
	})
	return words
}
