package main

import (
	"fmt"
	"io"
	"sync"

	"example.com/mastery/internal/lesson"
)

// A keyQueue hands out keys of things that have changed. It works as the queue
// of Kubernetes controllers does: a key that waits is not added twice, and a key
// that is worked on is not handed out until that is done.
type keyQueue struct {
	mu      sync.Mutex // guards all below
	changed sync.Cond
	waiting []string
	dirty   map[string]bool // changed since somebody last looked
	busy    map[string]bool // somebody looks at it now
	closed  bool
}

func (q *keyQueue) add(key string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed || q.dirty[key] {
		return // whoever gets it will see this change as well
	}
	q.dirty[key] = true
	if !q.busy[key] { // else done puts it in line
		q.waiting = append(q.waiting, key)
		q.changed.Signal()
	}
}

func (q *keyQueue) get() (key string, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.waiting) == 0 && !q.closed {
		q.changed.Wait()
	}
	if len(q.waiting) == 0 {
		return "", false
	}
	key, q.waiting = q.waiting[0], q.waiting[1:]
	delete(q.dirty, key) // before the look: a change from now on counts again
	q.busy[key] = true
	return key, true
}

func (q *keyQueue) done(key string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	delete(q.busy, key)
	if q.dirty[key] { // it changed meanwhile
		q.waiting = append(q.waiting, key)
		q.changed.Signal()
	}
}

func (q *keyQueue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.closed = true
	q.changed.Broadcast()
}

// workqueue changes one thing three times while a worker looks at it.
func workqueue(out io.Writer) {
	lesson.Name("main")
	q := &keyQueue{dirty: map[string]bool{}, busy: map[string]bool{}}
	q.changed.L = &q.mu
	say := speaker(out)
	looking, resume, settled := make(chan struct{}), make(chan struct{}), make(chan struct{}, 2)
	var workers sync.WaitGroup
	for id := range 2 {
		workers.Go(func() {
			lesson.Name(fmt.Sprint("worker ", id))
			for key, ok := q.get(); ok; key, ok = q.get() {
				lesson.Note(key)
				if key == "web" {
					looking <- struct{}{}
					<-resume
				}
				say("%s was looked at", key)
				q.done(key)
				settled <- struct{}{}
			}
		})
	}

	q.add("web")
	<-looking
	lesson.Note("web, three times")
	for range 3 {
		q.add("web") // in a hand already: neither worker gets it now
	}
	q.add("db")
	<-settled // the second worker is free for db
	say("web changed three times meanwhile")
	resume <- struct{}{}
	<-looking // once more, and not three times
	resume <- struct{}{}
	<-settled
	<-settled
	q.close()
	workers.Wait()
}
