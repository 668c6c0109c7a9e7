package main

import (
	"context"
	"fmt"
	"io"
	"sync"

	"example.com/mastery/internal/lesson"
)

// branches sends every reading down two branches: one keeps the mean so far, the
// other says whether it is too hot. At the end the two are joined, pair by pair.
func branches(out io.Writer) {
	lesson.Name("join")
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var running sync.WaitGroup

	readings := make(chan int)
	running.Go(func() { // ends with the last reading, or with ctx
		defer close(readings)
		lesson.Name("read")
		for _, degrees := range []int{20, 22, 33, 21} {
			lesson.Sent("readings", degrees)
			select {
			case readings <- degrees:
			case <-ctx.Done():
				return
			}
		}
	})
	left, right := tee(ctx, &running, readings)
	sum, n := 0, 0 // of the branch mean alone
	means := stage(ctx, &running, "mean", left, func(degrees int) int { sum, n = sum+degrees, n+1; return sum / n })
	alarms := stage(ctx, &running, "alarm", right, func(degrees int) bool { return degrees > 30 })

	for mean := range means { // as many means as alarms: neither branch drops any
		fmt.Fprintf(out, "mean %d, too hot: %t\n", mean, <-alarms)
	}
	running.Wait()
}

// tee sends every value to both of its outputs, the quicker one first. It goes at
// the pace of the slower one.
func tee[T any](ctx context.Context, running *sync.WaitGroup, in <-chan T) (_, _ <-chan T) {
	left, right := make(chan T), make(chan T)
	running.Go(func() {
		defer close(left)
		defer close(right)
		lesson.Name("tee")
		for v := range in {
			toLeft, toRight := left, right
			for toLeft != nil || toRight != nil {
				select {
				case toLeft <- v:
					toLeft = nil // that branch has it: the case is off
				case toRight <- v:
					toRight = nil
				case <-ctx.Done():
					return
				}
			}
		}
	})
	return left, right
}
