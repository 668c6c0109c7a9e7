// Bug: who leaves closes the channel on which a publisher is about to send.
package main

import "fmt"

type listener chan string

func (l listener) leave() { close(l) }

func main() {
	bob := make(listener)
	published := make(chan struct{})
	go func() { // the publisher, which knows nothing of bob's plans
		defer close(published)
		for _, event := range []string{"one", "two"} {
			bob <- event
		}
	}()
	fmt.Println("bob got", <-bob)
	bob.leave()
	<-published
}
