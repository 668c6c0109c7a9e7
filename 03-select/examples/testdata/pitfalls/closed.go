// Bug: an input that is closed stays in the select and is always ready.
package main

import (
	"fmt"
	"time"
)

func main() {
	quick, slow := make(chan int), make(chan int)
	go func() { defer close(quick); quick <- 1 }()
	go func() { time.Sleep(20 * time.Millisecond); slow <- 2 }()

	turns := 0
	for {
		turns++
		select {
		case v := <-quick:
			if v != 0 {
				fmt.Println("quick:", v)
			}
		case v := <-slow:
			fmt.Println("slow:", v)
			fmt.Println("turns:", turns, "for two values")
			return
		}
	}
}
