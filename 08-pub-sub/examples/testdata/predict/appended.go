// appended: Each version of the list is made from the one before.
package main

import "fmt"

func main() {
	list := make([]string, 0, 4)
	list = append(list, "ann")
	first := append(list, "bob")
	second := append(list, "cat")
	fmt.Println(list, first, second)
}

// Verdict: prints
// Output:
// [ann] [ann cat] [ann cat]
// Why: There is room behind ann in the array that all three share. The first
// append writes bob there, the second writes cat over him, and neither makes a
// copy. A registry whose old versions are still read must clone before it
// appends, or only ever append to the newest version.
