// Bug: urgent jobs that make urgent jobs leave no turn for normal ones.
package main

import (
	"fmt"
	"time"
)

func main() {
	urgent, normal := make(chan string, 100), make(chan string, 100)
	urgent <- "resend"
	for range 5 {
		normal <- "report"
	}
	done := map[string]int{}
	for began := time.Now(); time.Since(began) < 20*time.Millisecond; {
		var job string
		select {
		case job = <-urgent:
			urgent <- "resend" // failed: once more
		default:
			select {
			case job = <-urgent:
			case job = <-normal:
			}
		}
		done[job]++
	}
	fmt.Println("resends:", done["resend"], "reports:", done["report"], "reports waiting:", len(normal))
}
