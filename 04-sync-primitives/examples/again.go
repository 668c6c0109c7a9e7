package main

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// A dialer keeps the line it has, and tries again as long as it has none. A
// sync.Once would be done after the first call, whatever came of it.
type dialer struct {
	dialing sync.Mutex // held while dialing: one dials, who needs a line waits
	dial    func() (string, error)

	mu   sync.Mutex // guards line, for a moment at a time
	line string     // empty until a dial succeeded
}

// known returns the line if there is one. It never waits for a dial.
func (d *dialer) known() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.line
}

func (d *dialer) get() (string, error) {
	if line := d.known(); line != "" {
		return line, nil
	}
	d.dialing.Lock()
	defer d.dialing.Unlock()
	if line := d.known(); line != "" {
		return line, nil // somebody else had it while this one waited
	}
	line, err := d.dial()
	if err != nil {
		return "", err // not kept: the next caller dials again
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.line = line
	return line, nil
}

// again has three callers, and a first dial that fails.
func again(out io.Writer) {
	lesson.Name("main")
	say := speaker(out)
	dials := 0 // guarded by d.dialing
	d := &dialer{dial: func() (string, error) {
		dials++
		lesson.Note(fmt.Sprint("dial ", dials))
		time.Sleep(3 * time.Millisecond) // stands for work
		if dials == 1 {
			return "", errors.New("busy")
		}
		return "line", nil
	}}
	var callers sync.WaitGroup
	for _, name := range []string{"Ann", "Ben", "Cid"} {
		callers.Go(func() {
			lesson.Name(name)
			line, err := d.get()
			say("a caller got %q, %v (order free)", line, err)
		})
	}
	callers.Wait()
	say("dialed %d times", dials)
}
