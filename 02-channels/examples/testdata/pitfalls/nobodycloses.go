// Bug: the senders are done, and nobody says so.
package main

import "fmt"

func main() {
	squares := make(chan int)
	go func() {
		for n := range 3 {
			squares <- n * n
		}
	}()
	for square := range squares {
		fmt.Println(square)
	}
	fmt.Println("never printed")
}
