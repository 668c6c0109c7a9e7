// Another way: the pattern's tokens come from strings.SplitSeq. The loop has no index, and whether it allocates is the compiler's affair: it does not as long as the iterator is inlined.
package exercises

import "strings"

func Match(pattern, subject string) bool {
	left, more := subject, true
	for want := range strings.SplitSeq(pattern, ".") {
		if !more {
			return false
		}
		if want == ">" {
			return true
		}
		var token string
		token, left, more = strings.Cut(left, ".")
		if want != "*" && want != token {
			return false
		}
	}
	return !more
}
