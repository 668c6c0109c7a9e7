// depthfirst: In which order do the steps run?
package main

import (
	"fmt"
	"iter"
)

func numbers(yield func(int) bool) {
	for n := 1; n <= 3; n++ {
		fmt.Println("read", n)
		if !yield(n) {
			return
		}
	}
}

func double(in iter.Seq[int]) iter.Seq[int] {
	return func(yield func(int) bool) {
		for n := range in {
			fmt.Println("double", n)
			if !yield(2 * n) {
				return
			}
		}
	}
}

func main() {
	for n := range double(numbers) {
		fmt.Println("got", n)
		if n == 4 {
			break
		}
	}
}

// Verdict: prints
// Output:
// read 1
// double 1
// got 2
// read 2
// double 2
// got 4
// Why: An iterator calls the body of the loop as a function. So one value goes
// all the way before the next one is read, and a break makes every yield on the
// way return false: the 3 is never read. Stages over channels run ahead, since
// each has a goroutine; here there is one goroutine in all.
