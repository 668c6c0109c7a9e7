// Bug: a batch is sent when it is full, and only then.
package main

import "fmt"

func batch(in <-chan int, size int) <-chan []int {
	out := make(chan []int)
	go func() {
		defer close(out)
		var items []int
		for n := range in {
			items = append(items, n)
			if len(items) == size {
				out <- items
				items = nil
			}
		}
	}()
	return out
}

func main() {
	rows := make(chan int, 10)
	for n := range 10 {
		rows <- n
	}
	close(rows)
	written := 0
	for items := range batch(rows, 4) {
		written += len(items)
	}
	fmt.Println("rows 10, written", written)
}
