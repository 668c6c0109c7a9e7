// Bug: one array serves for all batches, to save an allocation.
package main

import "fmt"

func batch(in <-chan string, size int) <-chan []string {
	out := make(chan []string)
	go func() {
		defer close(out)
		items := make([]string, 0, size)
		for item := range in {
			items = append(items, item)
			if len(items) == size {
				out <- items
				items = items[:0] // still the array that was sent
			}
		}
	}()
	return out
}

func main() {
	rows := make(chan string, 4)
	for _, row := range []string{"ann", "bob", "cat", "dan"} {
		rows <- row
	}
	close(rows)
	var failed [][]string // to be written again later
	for items := range batch(rows, 2) {
		failed = append(failed, items)
	}
	fmt.Println("write again:", failed)
}
