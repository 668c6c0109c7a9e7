package main

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"sync/atomic"

	"example.com/mastery/internal/lesson"
)

// A roster is who is to be told. Each version of the list is never changed once
// it is stored, so those who publish need no lock: they load one pointer.
type roster struct {
	mu   sync.Mutex               // held by those who replace list
	list atomic.Pointer[[]string] // nil: nobody
}

func (r *roster) now() []string {
	if list := r.list.Load(); list != nil {
		return *list
	}
	return nil
}

func (r *roster) join(name string) {
	r.mu.Lock() // or two who join at once would both begin with the same list
	defer r.mu.Unlock()
	next := append(slices.Clone(r.now()), name)
	r.list.Store(&next)
}

func (r *roster) leave(name string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	next := slices.DeleteFunc(slices.Clone(r.now()), func(n string) bool { return n == name })
	r.list.Store(&next)
}

// registry lets somebody come and somebody go in the middle of an event.
func registry(out io.Writer) {
	lesson.Name("publisher")
	var r roster
	for _, name := range []string{"ann", "bob", "cat"} {
		r.join(name)
	}
	middle, changed := make(chan struct{}), make(chan struct{})
	go func() { // ends when it has changed the list
		defer close(changed)
		lesson.Name("changer")
		<-middle
		r.leave("bob")
		r.join("dan")
	}()

	var told []string
	for i, name := range r.now() {
		told = append(told, name)
		if i == 0 {
			close(middle)
			<-changed // neither side waits for the other's loop
		}
	}
	fmt.Fprintln(out, "event 1 was told to", told)
	fmt.Fprintln(out, "event 2 is for     ", r.now())
}
