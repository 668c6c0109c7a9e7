// failed: Once, and a panic.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var once sync.Once
	for range 2 {
		func() {
			defer func() { fmt.Println("recovered:", recover()) }()
			once.Do(func() { panic("no config") })
			fmt.Println("ready")
		}()
	}
}

// Verdict: prints
// Output:
// recovered: no config
// ready
// recovered: <nil>
// Why: Once counts calls, not successes: Do considers f to have returned when it
// panics, so the second call does nothing and reports nothing. OnceValue and
// OnceFunc keep the panic and give it to every caller. To try again after a
// failure takes a mutex.
