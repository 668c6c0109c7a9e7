// prints: Main calls itself, and Main is taken.
package main

import "fmt"

// Main takes the name that main would get.
func Main() { fmt.Println("Main") }

var depth int

func main() {
	if depth++; depth == 1 {
		main()
		fmt.Print("\nno line end")
		return
	}
	Main()
}

// Verdict: prints
// Output:
// Main
//
// no line end
// Why: It prints.
