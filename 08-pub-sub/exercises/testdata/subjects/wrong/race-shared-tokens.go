// Mistake: it saves the allocation with slices that all calls share. Two calls at the same time write their tokens over each other.
package exercises

import "strings"

var want, tokens []string

func Match(pattern, subject string) bool {
	want, tokens = split(want[:0], pattern), split(tokens[:0], subject)
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

func split(to []string, s string) []string {
	for {
		token, rest, more := strings.Cut(s, ".")
		to = append(to, token)
		if !more {
			return to
		}
		s = rest
	}
}
