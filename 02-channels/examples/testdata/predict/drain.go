// drain: What is left in a closed channel?
package main

import "fmt"

func main() {
	c := make(chan int, 3)
	c <- 0
	c <- 5
	close(c)
	for range 3 {
		v, ok := <-c
		fmt.Println(v, ok, len(c))
	}
}

// Verdict: prints
// Output:
// 0 true 1
// 5 true 0
// 0 false 0
// Why: close throws nothing away: receivers get what was sent first, and only
// then the zero value with false. So the first 0 was sent and the last was not;
// the value alone does not tell, the second result does.
