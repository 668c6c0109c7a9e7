package pubsub

import (
	"fmt"
	"strings"
)

// The wildcards of a pattern, which must be whole tokens.
const (
	one  = "*" // exactly one token
	rest = ">" // one or more tokens, to the end
)

// CheckSubject returns an error that wraps ErrSubject if one can't publish under
// subject. A subject is one or more tokens with dots between them, as in
// orders.eu.new. A token is not empty, has no white space (blank, tab, carriage
// return, line or form feed) and is neither * nor >; within a longer token these
// are letters like others. Case matters. These are the rules of NATS.
func CheckSubject(subject string) error { return check(subject, false) }

// CheckPattern returns an error that wraps ErrSubject if one can't subscribe to
// pattern. A pattern is a subject in which a token may also be a wildcard: *
// stands for exactly one token, and > for one or more to the end, so that it
// must be the last. orders.* matches orders.new, but neither orders nor
// orders.eu.new; orders.> matches all of these but orders.
func CheckPattern(pattern string) error { return check(pattern, true) }

func check(s string, wildcards bool) error {
	if what := fault(s, wildcards); what != "" {
		return fmt.Errorf("%w: %q %s", ErrSubject, s, what)
	}
	return nil
}

// fault says what is wrong with s, or "".
func fault(s string, wildcards bool) string {
	start := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) {
			switch s[i] {
			case ' ', '\t', '\n', '\r', '\f':
				return "has white space"
			case '.':
			default:
				continue
			}
		}
		switch token := s[start:i]; {
		case token == "":
			return "has an empty token"
		case !wildcards && (token == one || token == rest):
			return "has a wildcard"
		case token == rest && i < len(s):
			return "goes on after >"
		}
		start = i + 1
	}
	return ""
}

// Match reports whether a pattern matches a subject, both of which must be
// valid. It allocates nothing. It takes time in proportion to the length of the
// subject; a Broker does not try one pattern after the other, but finds all
// that match in a trie.
func Match(pattern, subject string) bool {
	for pattern != "" && subject != "" {
		var want, token string
		want, pattern = cut(pattern)
		token, subject = cut(subject)
		if want == rest {
			return true
		}
		if want != one && want != token {
			return false
		}
	}
	return pattern == "" && subject == ""
}

// cut splits off the first token. What is left is empty after the last one, and
// only then: a valid subject has no empty tokens.
func cut(s string) (token, left string) {
	token, left, _ = strings.Cut(s, ".")
	return token, left
}
