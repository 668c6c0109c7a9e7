// Bug: the stage closes its channel on the way that was thought of.
package main

import "fmt"

func upTo(limit int, in <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		for n := range in {
			if n > limit {
				return // enough
			}
			out <- n
		}
		close(out)
	}()
	return out
}

func main() {
	numbers := make(chan int, 3)
	for _, n := range []int{1, 2, 30} {
		numbers <- n
	}
	close(numbers)
	for n := range upTo(10, numbers) {
		fmt.Println(n)
	}
}
