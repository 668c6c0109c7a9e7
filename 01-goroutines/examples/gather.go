package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// gather asks three shops for a price at the same time and has the answers in
// the order of the questions, whichever came first.
func gather(out io.Writer) {
	lesson.Name("main")
	shops := []string{"north", "south", "east"}

	prices := make([]int, len(shops))
	var mu sync.Mutex // guards arrived
	var arrived []string

	var wg sync.WaitGroup
	for i, shop := range shops { // i and shop are new in each iteration (Go 1.22)
		wg.Go(func() {
			lesson.Name(shop)
			prices[i] = ask(shop) // one writer per element: no lock needed

			mu.Lock()
			defer mu.Unlock()
			arrived = append(arrived, shop) // append writes the slice itself: lock
		})
	}
	wg.Wait() // every write above happens before this returns

	for i, shop := range shops {
		fmt.Fprintf(out, "%-5s asks %d\n", shop, prices[i])
	}
	fmt.Fprintf(out, "in the order of arrival (free): %s\n", strings.Join(arrived, ", "))
}

func ask(shop string) int {
	takes := map[string]time.Duration{"north": 30, "south": 10, "east": 20}[shop]
	time.Sleep(takes * time.Millisecond) // stands for the network
	return 100 + int(takes)
}
