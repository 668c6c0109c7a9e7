// negative: A hash chooses the lane.
package main

import "fmt"

func hash(key string) int32 {
	h := int32(0)
	for _, c := range key {
		h = h*31 + c
	}
	return h
}

func main() {
	lanes := make([]chan string, 4)
	for i := range lanes {
		lanes[i] = make(chan string, 3)
	}
	for _, key := range []string{"ann", "bob", "alexander"} {
		lanes[hash(key)%4] <- key
		fmt.Println(key)
	}
}

// Verdict: panics
// Panic: index out of range
// Output:
// ann
// bob
// Why: The hash of a longer key overflows and is negative, and in Go the result
// of % has the sign of its left side. Short keys never show it. Compute with
// unsigned numbers: hash/maphash and hash/fnv give you those.
