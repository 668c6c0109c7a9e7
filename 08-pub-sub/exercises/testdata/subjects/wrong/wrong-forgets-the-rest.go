// Mistake: it stops when the pattern has no more tokens, and does not ask whether the subject has: orders.* takes orders.eu.new.
package exercises

import "strings"

func Match(pattern, subject string) bool {
	for pattern != "" {
		if subject == "" {
			return false
		}
		var want, token string
		want, pattern, _ = strings.Cut(pattern, ".")
		token, subject, _ = strings.Cut(subject, ".")
		if want == ">" {
			return true
		}
		if want != "*" && want != token {
			return false
		}
	}
	return true
}
