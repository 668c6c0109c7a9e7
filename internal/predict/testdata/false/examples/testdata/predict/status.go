// status: It exits with a status.
package main

import "log"

func main() { log.Fatal("no disk") }

// Verdict: panics
// Panic: no disk
// Why: It is no panic.
