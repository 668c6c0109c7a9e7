// asleep: A goroutine sleeps for long.
package main

import (
	"fmt"
	"os"
	"time"
)

func main() {
	go time.Sleep(time.Hour)
	fmt.Println("main returns")
	os.Stdout.Close()
}

// Verdict: prints
// Output:
// main returns
// Why: A sleeper wakes, if anybody waits.
