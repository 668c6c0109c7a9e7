package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// A hub is a small broker: every listener gets every event.
type hub struct {
	mu        sync.Mutex // guards listeners; nobody waits while holding it
	listeners map[*listener]bool
}

// A listener has a channel that is never closed, since a publisher may be about
// to send on it. That it has left, another channel says.
type listener struct {
	events chan string
	gone   chan struct{} // closed by leave
	leave  func()        // may be called twice
}

func (h *hub) subscribe(room int) *listener {
	l := &listener{events: make(chan string, room), gone: make(chan struct{})}
	l.leave = sync.OnceFunc(func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.listeners, l)
		close(l.gone)
	})
	h.mu.Lock()
	defer h.mu.Unlock()
	h.listeners[l] = true
	return l
}

// publish waits until every listener has room or has left.
func (h *hub) publish(event string) {
	h.mu.Lock()
	now := slices.Collect(maps.Keys(h.listeners))
	h.mu.Unlock() // or a slow listener would keep all from coming and going
	for _, l := range now {
		select {
		case l.events <- event:
		case <-l.gone: // while we waited
		}
	}
}

// broker has two listeners: ann reads to the end, bob leaves after one event
// while the publisher waits for him.
func broker(out io.Writer) {
	lesson.Name("publisher")
	h := &hub{listeners: map[*listener]bool{}}
	ann, bob := h.subscribe(3), h.subscribe(0)
	var readers sync.WaitGroup
	readers.Go(func() {
		lesson.Name("bob")
		<-bob.events
		time.Sleep(4 * time.Millisecond) // stands for work
		lesson.Note("leaves")
		bob.leave()
	})
	for _, event := range []string{"one", "two", "three"} {
		lesson.Note(event)
		h.publish(event)
	}
	readers.Wait()
	ann.leave()
	for len(ann.events) > 0 { // nobody can send any more: see what is left
		fmt.Fprintln(out, "ann got", <-ann.events)
	}
	fmt.Fprintln(out, "bob got one and left;", len(h.listeners), "listeners are left")
}
