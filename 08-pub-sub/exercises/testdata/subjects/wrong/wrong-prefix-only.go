// Mistake: it compares what stands before the first wildcard, and takes whatever begins like that.
package exercises

import "strings"

func Match(pattern, subject string) bool {
	if i := strings.IndexAny(pattern, "*>"); i >= 0 {
		return strings.HasPrefix(subject, pattern[:i])
	}
	return pattern == subject
}
