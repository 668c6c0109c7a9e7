// breaks: What does break leave?
package main

import "fmt"

func main() {
	stop := make(chan bool)
	close(stop)
	for i := range 3 {
		select {
		case <-stop:
			break
		}
		fmt.Println("after turn", i)
	}
}

// Verdict: prints
// Output:
// after turn 0
// after turn 1
// after turn 2
// Why: A break without a label leaves the innermost for, switch or select, and
// that is the select. The loop goes on, and since a closed channel is ready for
// ever, it never waits either. Use return, or a label on the loop.
