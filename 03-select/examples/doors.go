package main

import (
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// doors waits at three channels at once. A plain receive would have to decide
// beforehand who comes first.
func doors(out io.Writer) {
	lesson.Name("porter")
	say := speaker(out)
	letters, parcels := make(chan string), make(chan string)
	closing := make(chan struct{}) // closed when nobody comes any more

	bring := func(who, what string, takes time.Duration, door chan<- string) {
		lesson.Name(who)
		for range 2 {
			time.Sleep(takes) // stands for the way
			lesson.Sent(who, what)
			door <- what
		}
	}
	var carriers sync.WaitGroup
	carriers.Go(func() { bring("postman", "a letter", 4*time.Millisecond, letters) })
	carriers.Go(func() { bring("courier", "a parcel", 7*time.Millisecond, parcels) })
	go func() { // ends after the carriers
		lesson.Name("caretaker")
		carriers.Wait()
		close(closing)
	}()

	for {
		select { // waits for all three, goes on with one
		case letter := <-letters:
			lesson.Received("postman", letter)
			say("porter: %s", letter)
		case parcel := <-parcels:
			lesson.Received("courier", parcel)
			say("porter: %s", parcel)
		case <-closing:
			say("porter: closed")
			return
		}
	}
}
