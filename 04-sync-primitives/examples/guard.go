package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// A till is some money and the lock that guards it. The lock stands right above
// what it guards, and both are private: nobody reaches the one without the other.
type till struct {
	mu    sync.Mutex // guards cents
	cents int
}

// add is one transaction: read, think, write. Without the lock two tellers
// could read the same amount, and one payment would be lost.
func (t *till) add(cents int) {
	t.mu.Lock()
	defer t.mu.Unlock() // runs on every way out, panics too
	lesson.Note("has the till")
	before := t.cents
	time.Sleep(2 * time.Millisecond) // stands for work
	t.cents = before + cents
}

// total locks as well: to read while another writes is a data race.
func (t *till) total() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.cents
}

// guard lets three tellers pay into one till.
func guard(out io.Writer) {
	lesson.Name("main")
	var money till // the zero value is an unlocked mutex and no money
	var tellers sync.WaitGroup
	for _, name := range []string{"Ann", "Ben", "Cid"} {
		tellers.Go(func() {
			lesson.Name(name)
			for range 2 {
				time.Sleep(time.Millisecond) // serves a customer: no lock needed
				money.add(100)
			}
		})
	}
	tellers.Wait()
	fmt.Fprintln(out, "in the till:", money.total())
}
