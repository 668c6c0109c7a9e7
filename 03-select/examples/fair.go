package main

import (
	"fmt"
	"io"

	"example.com/mastery/internal/lesson"
)

// fair counts which case is chosen when all can proceed. A closed channel can
// always be received from, so nothing but the choice is measured.
func fair(out io.Writer) {
	lesson.Name("main")
	const rounds = 30_000
	a, b, c := shut(), shut(), shut()

	var count [3]int
	last, drought := 0, 0 // when c was chosen last, its longest wait in rounds
	for round := range rounds {
		select {
		case <-a:
			count[0]++
		case <-b:
			count[1]++
		case <-c:
			count[2]++
			drought = max(drought, round-last)
			last = round
		}
	}
	fmt.Fprintf(out, "a %d, b %d, c %d; c once waited %d rounds\n", count[0], count[1], count[2], drought)

	clear(count[:])
	for range rounds {
		select {
		case <-a:
			count[0]++
		case <-a: // a channel may stand in several cases
			count[0]++
		case <-b:
			count[1]++
		case <-c:
			count[2]++
		}
	}
	fmt.Fprintf(out, "a twice in the list: a %d, b %d, c %d\n", count[0], count[1], count[2])
}

func shut() <-chan int {
	c := make(chan int)
	close(c)
	return c
}
