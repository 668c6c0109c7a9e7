// floods: It prints without end.
package main

import "fmt"

func main() {
	for {
		fmt.Println("more")
	}
}

// Verdict: races
// Why: There is one goroutine only.
