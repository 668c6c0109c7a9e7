// Bug: every pattern is taken apart again for every message.
package main

import (
	"fmt"
	"strings"
	"testing"
)

func match(pattern, subject string) bool {
	want, have := strings.Split(pattern, "."), strings.Split(subject, ".")
	for i, token := range want {
		if token == ">" && i < len(have) {
			return true
		}
		if i == len(have) || token != "*" && token != have[i] {
			return false
		}
	}
	return len(want) == len(have)
}

func main() {
	patterns := make([]string, 1000)
	for i := range patterns {
		patterns[i] = fmt.Sprintf("user.%d.*", i)
	}
	found := 0
	allocations := testing.AllocsPerRun(10, func() { // one message
		for _, pattern := range patterns {
			if match(pattern, "user.7.paid") {
				found++
			}
		}
	})
	fmt.Println("matches a message:", found/11, "allocations:", allocations)
}
