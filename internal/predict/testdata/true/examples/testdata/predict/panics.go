// panics: In a goroutine.
package main

import (
	"errors"
	"fmt"
)

func main() {
	fmt.Println("before")
	go func() {
		panic(errors.New("no disk"))
	}()
	select {}
}

// Verdict: panics
// Panic: no disk
// Why: Nobody recovers.
