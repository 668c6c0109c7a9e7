// Bug: each sender closes the channel when it has sent its own values.
package main

import (
	"fmt"
	"time"
)

func main() {
	votes := make(chan string)
	for i, name := range []string{"ann", "bob"} {
		go func() {
			defer close(votes) // "I am done" is not "all are done"
			time.Sleep(time.Duration(i+1) * 10 * time.Millisecond)
			votes <- name
		}()
	}
	for vote := range votes {
		fmt.Println("vote of", vote)
	}
	time.Sleep(20 * time.Millisecond)
}
