// varies: The answer is luck.
package main

import (
	"fmt"
	"os"
)

func main() { fmt.Println(os.Getpid()) }

// Verdict: prints
// Output:
// 1
// Why: It does not.
