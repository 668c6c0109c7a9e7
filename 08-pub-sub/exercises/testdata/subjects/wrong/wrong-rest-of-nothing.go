// Mistake: > matches also where no token is left: whoever asks for what is below orders gets orders itself, too.
package exercises

import "strings"

func Match(pattern, subject string) bool {
	more := true
	for {
		var want, token string
		var morePattern bool
		want, pattern, morePattern = strings.Cut(pattern, ".")
		if want == ">" {
			return true
		}
		if !more {
			return false
		}
		token, subject, more = strings.Cut(subject, ".")
		if want != "*" && want != token {
			return false
		}
		if !morePattern {
			return !more
		}
	}
}
