// Bug: next is called whenever the select begins, whichever case it takes.
package main

import "fmt"

func main() {
	last := 0
	next := func() int { last++; return last }

	out, ticks := make(chan int), make(chan bool, 3)
	for range cap(ticks) {
		ticks <- true
	}
	for range cap(ticks) { // nobody receives from out yet: three ticks
		step(out, ticks, next)
	}
	go func() {
		for range 3 {
			step(out, ticks, next)
		}
		close(out)
	}()
	for v := range out {
		fmt.Println("received", v)
	}
}

func step(out chan<- int, ticks <-chan bool, next func() int) {
	select {
	case out <- next():
	case <-ticks:
		fmt.Println("tick")
	}
}
