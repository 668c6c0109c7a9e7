// reuse: One slice serves for all batches. What has the receiver kept?
package main

import "fmt"

func main() {
	batches := make(chan []int)
	go func() {
		defer close(batches)
		var batch []int
		for n := 1; n <= 6; n++ {
			batch = append(batch, n)
			if len(batch) == 2 {
				batches <- batch
				batch = batch[:0]
			}
		}
	}()
	first := <-batches
	for range batches {
	}
	fmt.Println(first)
}

// Verdict: prints
// Output:
// [5 6]
// Why: batch[:0] is a new slice over the same array, so the third batch is
// written over the second, and that one over the first. The receiver has a slice
// of its own, and shares the array. Main reads after the close, so there is no
// race here; had it read at once, there would be one as well.
