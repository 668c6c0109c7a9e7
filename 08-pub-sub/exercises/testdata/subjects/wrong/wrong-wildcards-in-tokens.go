// Mistake: it makes a path of the subject and leaves the rest to path.Match, which knows other rules: there a* is all that begins with a.
package exercises

import (
	"path"
	"strings"
)

func Match(pattern, subject string) bool {
	if head, ok := strings.CutSuffix(pattern, ">"); ok && (head == "" || head[len(head)-1] == '.') {
		n := strings.Count(head, ".")
		for i := range len(subject) {
			if n == 0 {
				rest := strings.TrimSuffix(head, ".")
				return rest == "" || Match(rest, subject[:i-1])
			}
			if subject[i] == '.' {
				n--
			}
		}
		return false
	}
	ok, _ := path.Match(strings.ReplaceAll(pattern, ".", "/"), strings.ReplaceAll(subject, ".", "/"))
	return ok
}
