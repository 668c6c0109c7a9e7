package main

import (
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// A future is a value that is on its way. Any number may wait for it, as often
// as they like, and whether anybody does makes no difference to the one who
// computes it.
type future[T any] struct {
	done  chan struct{} // closed when value is there
	value T             // written before done is closed, then never again
}

// promise starts f in a goroutine of its own, which ends when f does.
func promise[T any](f func() T) *future[T] {
	p := &future[T]{done: make(chan struct{})}
	go func() {
		defer close(p.done)
		lesson.Name("baker")
		p.value = f()
	}()
	return p
}

// wait blocks until the value is there.
func (p *future[T]) wait() T {
	<-p.done // the close happens before this returns, and the write before that
	return p.value
}

// futures lets three wait for one loaf of bread, and a fourth come late.
func futures(out io.Writer) {
	lesson.Name("main")
	say := speaker(out)
	loaf := promise(func() string {
		time.Sleep(10 * time.Millisecond) // stands for baking
		say("baked once")
		return "bread"
	})

	var customers sync.WaitGroup
	for _, name := range []string{"ann", "bob", "cat"} {
		customers.Go(func() {
			lesson.Name(name)
			say("%s gets %s", name, loaf.wait())
		})
	}
	customers.Wait()
	say("late, and at once: %s", loaf.wait())
}
