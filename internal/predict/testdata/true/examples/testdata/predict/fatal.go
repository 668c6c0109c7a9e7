// fatal: Two unlocks.
package main

import "sync"

func main() {
	var mu sync.Mutex
	defer func() { recover() }()
	mu.Unlock()
}

// Verdict: panics
// Panic: unlock of unlocked mutex
// Why: No recover catches a fatal error.
