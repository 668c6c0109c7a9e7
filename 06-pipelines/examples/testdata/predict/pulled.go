// pulled: When does the deferred line come?
package main

import (
	"fmt"
	"iter"
)

func lines(yield func(string) bool) {
	defer fmt.Println("closed")
	for _, line := range []string{"a", "b", "c"} {
		if !yield(line) {
			return
		}
	}
}

func main() {
	next, stop := iter.Pull(lines)
	line, ok := next()
	fmt.Println(line, ok)
	stop()
	line, ok = next()
	fmt.Printf("%q %t\n", line, ok)
}

// Verdict: prints
// Output:
// a true
// closed
// "" false
// Why: Pull keeps the iterator standing in its yield until next is called again.
// Stop lets that yield return false and waits until the iterator has returned, so
// its deferred call runs before stop returns. Without stop, a caller that
// leaves early never closes the file; next after the end is allowed, and says
// that there is nothing.
