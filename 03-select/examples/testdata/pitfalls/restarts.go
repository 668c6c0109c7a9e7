// Bug: the limit for the whole is made anew with each message.
package main

import (
	"fmt"
	"time"
)

func main() {
	began := time.Now()
	words := make(chan int)
	go func() {
		defer close(words)
		for i := range 10 {
			time.Sleep(10 * time.Millisecond)
			words <- i
		}
	}()
	n := listen(words, 30*time.Millisecond)
	fmt.Println("limit 30 ms:", n, "words in", time.Since(began).Round(time.Millisecond))
}

// listen returns how many words came within limit.
func listen(words <-chan int, limit time.Duration) int {
	n := 0
	for {
		select {
		case _, open := <-words:
			if !open {
				return n
			}
			n++
		case <-time.After(limit):
			return n
		}
	}
}
