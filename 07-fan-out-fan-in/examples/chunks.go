package main

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	"example.com/mastery/internal/lesson"
)

// chunks adds up a million numbers with two workers. A channel operation for
// each number would cost more than the addition: the workers take pieces, and
// what they share is one counter.
func chunks(out io.Writer) {
	lesson.Name("main")
	numbers := make([]int, 1_000_000)
	for i := range numbers {
		numbers[i] = i
	}
	fmt.Fprintln(out, "sum:", parallelSum(numbers, 2, 100_000))
}

// parallelSum adds up numbers in n workers that take size of them at a time.
func parallelSum(numbers []int, n, size int) int {
	var next atomic.Int64 // the beginning of what nobody has taken
	sums := make([]int, n)
	var workers sync.WaitGroup
	for id := range n {
		workers.Go(func() { // ends when all is taken
			lesson.Name(fmt.Sprint("worker ", id))
			sum := 0 // not sums[id]: the elements share a cache line
			for {
				from := int(next.Add(int64(size))) - size // this worker's: nobody else gets this value
				if from >= len(numbers) {
					break
				}
				lesson.Note(fmt.Sprint("from ", from))
				for _, number := range numbers[from:min(from+size, len(numbers))] {
					sum += number
				}
			}
			sums[id] = sum // one writer for each element
		})
	}
	workers.Wait()
	total := 0
	for _, sum := range sums {
		total += sum
	}
	return total
}
