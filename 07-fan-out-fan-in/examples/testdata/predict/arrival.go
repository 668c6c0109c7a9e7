// arrival: In which order do results come?
package main

import "fmt"

func main() {
	results := make(chan string, 3)
	for _, city := range []string{"Bern", "Oslo", "Rome"} {
		go func() { results <- city }()
	}
	for range 3 {
		fmt.Println(<-results)
	}
}

// Verdict: orders
// Output:
// Bern
// Oslo
// Rome
// Why: A channel keeps the order in which values are sent, and nothing orders
// three goroutines that send. That they were started in the order of the slice
// does not mean that they run in it. Counting the receives is enough to know
// that all are there, since each goroutine sends once.
