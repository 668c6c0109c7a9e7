package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// forks has three philosophers around a table, a fork between each two. If all
// took their left fork first, all could hold one and wait for the other, for
// ever. Here everybody takes the fork with the lower number first: whoever holds
// the highest one waits for nobody, so somebody can always eat.
func forks(out io.Writer) {
	lesson.Name("main")
	var table [3]sync.Mutex
	var eaten [3]int // each element has one writer
	var philosophers sync.WaitGroup
	for seat, name := range []string{"Plato", "Kant", "Hume"} {
		left, right := seat, (seat+1)%3
		philosophers.Go(func() {
			lesson.Name(name)
			for range 2 {
				eat(&table[min(left, right)], &table[max(left, right)])
				eaten[seat]++
			}
		})
	}
	philosophers.Wait()
	fmt.Fprintln(out, "meals:", eaten)
}

// eat takes both forks. The caller names the lower one first.
func eat(lower, higher *sync.Mutex) {
	lower.Lock()
	defer lower.Unlock()
	lesson.Note("one fork")
	time.Sleep(time.Millisecond) // the moment in which the others come
	higher.Lock()
	defer higher.Unlock()
	lesson.Note("eats")
	time.Sleep(2 * time.Millisecond)
}
