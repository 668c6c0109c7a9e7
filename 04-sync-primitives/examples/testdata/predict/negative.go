// negative: One Done too many.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	wg.Add(1)
	wg.Done()
	defer func() { fmt.Println("recovered:", recover()) }()
	wg.Done()
}

// Verdict: prints
// Output:
// recovered: sync: negative WaitGroup counter
// Why: A negative counter is a panic, which recover sees, unlike the unlock of
// an unlocked mutex, which is a fatal error. WaitGroup.Go counts down once for
// each task, so with it this can't happen.
