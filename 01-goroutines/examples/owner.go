package main

import (
	"fmt"
	"io"
	"time"

	"example.com/mastery/internal/lesson"
)

// owner starts a goroutine that has no end of its own, and ends it: one signal
// asks it to stop, another says that it has.
func owner(out io.Writer) {
	lesson.Name("main")
	m := newMeter(5 * time.Millisecond)
	time.Sleep(28 * time.Millisecond) // the program does other things
	fmt.Fprintf(out, "the meter is over, it counted %d beats\n", m.Stop())
}

// A meter counts beats in a goroutine of its own until Stop.
type meter struct {
	stop  chan struct{} // closed by Stop
	done  chan struct{} // closed by the goroutine as its last act
	beats int           // the goroutine's; Stop reads it after done
}

func newMeter(every time.Duration) *meter {
	m := &meter{stop: make(chan struct{}), done: make(chan struct{})}
	go m.run(every) // ends when stop is closed
	return m
}

func (m *meter) run(every time.Duration) {
	lesson.Name("meter")
	defer close(m.done)
	tick := time.Tick(every)
	for {
		select {
		case <-tick:
			m.beats++
		case <-m.stop:
			return
		}
	}
}

// Stop ends the goroutine, waits until it has ended and returns its count. It
// must be called once.
func (m *meter) Stop() int {
	close(m.stop)
	<-m.done
	return m.beats
}
