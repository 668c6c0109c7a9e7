// hangs: It never ends.
package main

func main() {
	for {
	}
}

// Verdict: deadlocks
// Why: It runs, so it is no deadlock.
