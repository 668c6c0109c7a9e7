// barecancel: The stage looks at the context before each value.
package main

import (
	"context"
	"fmt"
	"time"
)

func count(ctx context.Context) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for n := 1; ctx.Err() == nil; n++ {
			out <- n
		}
	}()
	return out
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	numbers := count(ctx)
	fmt.Println(<-numbers)
	fmt.Println(<-numbers)
	time.Sleep(50 * time.Millisecond)
	cancel()
	time.Sleep(50 * time.Millisecond)
}

// Verdict: leaks
// Output:
// 1
// 2
// Why: When the context ends, the stage is in the middle of sending the 3, and
// there it looks at nothing. A check between the values sees only a cancel that
// comes between the values. The send itself has to wait for both, in a select.
