// lateraces: The race comes after main.
package main

import "time"

func main() {
	n := 0
	go func() {
		time.Sleep(20 * time.Millisecond)
		n++
	}()
	n++
}

// Verdict: races
// Why: Nothing orders the two, whether or not main waits to see it.
