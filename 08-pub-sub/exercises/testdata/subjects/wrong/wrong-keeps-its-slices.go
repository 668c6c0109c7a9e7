// Mistake: two slices are kept from call to call, under a lock that lets one call in at a time. They are made again whenever a subject is longer than all before.
package exercises

import (
	"strings"
	"sync"
)

var (
	mu   sync.Mutex
	p, s []string
)

func Match(pattern, subject string) bool {
	mu.Lock()
	defer mu.Unlock()
	p, s = cutAll(p[:0], pattern), cutAll(s[:0], subject)
	return match(p, s)
}

func match(want, have []string) bool {
	for i, t := range want {
		if t == ">" && i < len(have) {
			return true
		}
		if i >= len(have) || t != "*" && t != have[i] {
			return false
		}
	}
	return len(want) == len(have)
}

func cutAll(to []string, s string) []string {
	for {
		t, rest, more := strings.Cut(s, ".")
		to = append(to, t)
		if !more {
			return to
		}
		s = rest
	}
}
