// Mistake: it is right about every subject, and makes two slices of tokens each time, for each message and each subscription.
package exercises

import "strings"

func Match(pattern, subject string) bool {
	want, tokens := strings.Split(pattern, "."), strings.Split(subject, ".")
	for i, w := range want {
		switch {
		case i == len(tokens):
			return false
		case w == ">":
			return true
		case w != "*" && w != tokens[i]:
			return false
		}
	}
	return len(want) == len(tokens)
}
