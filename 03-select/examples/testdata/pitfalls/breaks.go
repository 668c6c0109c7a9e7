// Bug: break ends the select, and the loop goes on.
package main

import "fmt"

func main() {
	values, stop := make(chan int), make(chan bool)
	go func() {
		values <- 1
		values <- 2
		stop <- true
	}()
	for {
		select {
		case v := <-values:
			fmt.Println(v)
		case <-stop:
			fmt.Println("stopping")
			break
		}
	}
	fmt.Println("stopped")
}
