package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"example.com/mastery/06-pipelines/pipeline"
	"example.com/mastery/internal/lesson"
)

// The three steps do next to nothing: what is compared is what lies between them.
func plus(n int) int  { return n + 1 }
func keep(n int) bool { return n%7 != 0 }
func twice(n int) int { return 2 * n }

var theWays = []struct {
	name, how string
	sum       func(numbers []int) int
}{
	{"plain loop", "no goroutine", loopSum},
	{"iterators", "no goroutine", seqSum},
	{"channels of batches", "4 goroutines, 64 numbers a send", batchSum},
	{"library pipeline", "3 goroutines, a number a put, up to 32 a take", librarySum},
	{"channels of numbers", "4 goroutines, a number a send", channelSum},
}

// ways sums 10,000 numbers in five ways.
func ways(out io.Writer) {
	lesson.Name("main")
	numbers := upTo(10_000)
	for _, w := range theWays {
		fmt.Fprintf(out, "%-20s sum %d, %s\n", w.name, w.sum(numbers), w.how)
	}
}

func upTo(n int) []int {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i
	}
	return numbers
}

func loopSum(numbers []int) (sum int) {
	for _, n := range numbers {
		if n = plus(n); keep(n) {
			sum += twice(n)
		}
	}
	return sum
}

func seqSum(numbers []int) (sum int) {
	for n := range mapped(filtered(mapped(slices.Values(numbers), plus), keep), twice) {
		sum += n
	}
	return sum
}

func librarySum(numbers []int) (sum int) {
	first := pipeline.Map(pipeline.FromSlice(numbers), "plus", func(_ context.Context, n int) (int, error) { return plus(n), nil })
	second := pipeline.Filter(first, "keep", func(_ context.Context, n int) (bool, error) { return keep(n), nil })
	third := pipeline.Map(second, "twice", func(_ context.Context, n int) (int, error) { return twice(n), nil })
	_ = third.ForEach(context.Background(), "sum", func(_ context.Context, n int) error { sum += n; return nil })
	return sum
}
