package main

import (
	"fmt"
	"io"
	"sync"

	"example.com/mastery/internal/lesson"
)

// A latest is a value that any number can wait on for news. Each change closes a
// channel, which wakes all who wait, and puts a new one in its place.
type latest[T any] struct {
	mu      sync.Mutex // guards the rest
	value   T
	changed chan struct{} // closed when value is no longer the newest
}

func (l *latest[T]) set(value T) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.value = value
	close(l.changed)
	l.changed = make(chan struct{})
}

// get returns the value and what is closed at the next change. It takes both
// under one lock: who fetched the channel later could miss a change.
func (l *latest[T]) get() (T, <-chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.value, l.changed
}

// broadcast dims three lamps. They all see the 10. While they are at it, three
// changes come; they see the last.
func broadcast(out io.Writer) {
	lesson.Name("dimmer")
	level := &latest[int]{changed: make(chan struct{})}
	slow := make(chan struct{}) // closed when the lamps have glowed up
	var ready, saw10, lamps sync.WaitGroup
	seen := make([][]int, 3)
	ready.Add(len(seen))
	saw10.Add(len(seen))
	for i := range seen {
		lamps.Go(func() {
			lesson.Name(fmt.Sprint("lamp ", i+1))
			value, changed := level.get()
			ready.Done()
			for value != 40 {
				<-changed
				value, changed = level.get()
				seen[i] = append(seen[i], value)
				lesson.Note(fmt.Sprint("sees ", value))
				if value == 10 {
					saw10.Done()
					<-slow
				}
			}
		})
	}
	ready.Wait()
	level.set(10)
	saw10.Wait()
	for _, value := range []int{20, 30, 40} {
		level.set(value)
	}
	close(slow)
	lamps.Wait()
	for i, values := range seen {
		fmt.Fprintf(out, "lamp %d saw %v\n", i+1, values)
	}
}
