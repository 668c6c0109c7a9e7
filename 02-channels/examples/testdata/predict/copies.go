// copies: What travels through a channel?
package main

import "fmt"

func main() {
	arrays := make(chan [2]int, 1)
	slices := make(chan []int, 1)
	array, slice := [2]int{1, 2}, []int{1, 2}

	arrays <- array
	slices <- slice
	array[0], slice[0] = 9, 9

	fmt.Println(<-arrays, <-slices)
}

// Verdict: prints
// Output:
// [1 2] [9 2]
// Why: A send copies the value, as an assignment does. The array is its own
// value, so the copy keeps its 1. The slice is a pointer with two lengths: the
// copy points at the same array. Between goroutines that would be a race; who
// sends a slice, a map or a pointer gives away what it points at.
