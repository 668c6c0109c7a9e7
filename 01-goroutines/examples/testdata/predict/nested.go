// nested: A task with a slot starts another one.
package main

import (
	"fmt"
	"sync"
)

func main() {
	slots := make(chan struct{}, 1)
	var wg sync.WaitGroup
	run := func(task func()) {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			task()
		})
	}
	run(func() {
		fmt.Println("outer")
		run(func() { fmt.Println("inner") })
	})
	wg.Wait()
}

// Verdict: deadlocks
// Output:
// outer
// Why: The outer task holds the only slot while it waits for a slot for the
// inner one, and gives its own back only when it ends. Main waits for the outer
// task. Nothing can run, so the runtime ends the program. With n slots the same
// happens as soon as n tasks do it at once: rarely, and only under load.
