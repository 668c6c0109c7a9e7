// Bug: the recover stands around the loop, not around the job.
package main

import (
	"fmt"
	"time"
)

func main() {
	jobs := make(chan int)
	divisions := func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		for job := range jobs {
			_ = 100 / job
		}
	}
	for range 2 {
		go divisions()
	}
	for _, job := range []int{5, 0, 4, 0, 3} {
		select {
		case jobs <- job:
		case <-time.After(50 * time.Millisecond):
			fmt.Println("nobody takes job", job)
		}
	}
}
