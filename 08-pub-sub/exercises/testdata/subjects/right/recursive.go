// Another way: the first token here, the rest by a call of itself. It reads like the rule; each token is a frame on the stack.
package exercises

import "strings"

func Match(pattern, subject string) bool {
	if pattern == ">" {
		return true
	}
	p, s := strings.IndexByte(pattern, '.'), strings.IndexByte(subject, '.')
	if p < 0 || s < 0 {
		return p == s && same(pattern, subject)
	}
	return same(pattern[:p], subject[:s]) && Match(pattern[p+1:], subject[s+1:])
}

// same compares one token.
func same(want, token string) bool { return want == "*" || want == token }
