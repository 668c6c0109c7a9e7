// whofirst: Who goes on first, the sender or the receiver?
package main

import "fmt"

func main() {
	c, done := make(chan string), make(chan struct{})
	go func() {
		defer close(done)
		c <- "hello"
		fmt.Println("sender: sent")
	}()
	v := <-c
	fmt.Println("receiver: got", v)
	<-done
}

// Verdict: orders
// Output:
// sender: sent
// receiver: got hello
// Why: An unbuffered channel makes both wait for the same moment and promises
// nothing about what comes after it. Whoever came last does the hand-over and
// runs on; the other is made runnable and runs when a processor takes it, which
// may be at once. To print in an order, send again.
