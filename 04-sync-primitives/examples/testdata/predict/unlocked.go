// unlocked: One Unlock too many.
package main

import (
	"fmt"
	"sync"
)

func main() {
	defer func() { fmt.Println("recovered:", recover()) }()
	var mu sync.Mutex
	mu.Lock()
	mu.Unlock()
	mu.Unlock()
}

// Verdict: panics
// Panic: fatal error: sync: unlock of unlocked mutex
// Why: Unlock of a mutex that is not locked is a fatal error, not a panic: no
// recover sees it, no deferred call runs, and the process ends with status 2.
// Whoever unlocks what is not locked has broken what the lock guards, so there
// is nothing to go on with.
