// Bug: a subject is compared with the beginning of a pattern, not token by token.
package main

import (
	"fmt"
	"strings"
)

func match(pattern, subject string) bool {
	return strings.HasPrefix(subject, strings.TrimSuffix(pattern, ">"))
}

func main() {
	for _, pattern := range []string{"user.1", "user.1.>"} {
		for _, subject := range []string{"user.1", "user.1.paid", "user.12", "user.12.paid"} {
			if match(pattern, subject) {
				fmt.Println(pattern, "gets", subject)
			}
		}
	}
}
