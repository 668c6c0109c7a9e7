// Mistake: it remembers each answer, under a lock, and splits a pair of texts once only. Each message has another subject, so the memory grows with every one and all wait at the lock.
package exercises

import (
	"strings"
	"sync"
)

var (
	mu    sync.Mutex
	cache = map[string]map[string]bool{}
)

func Match(pattern, subject string) bool {
	mu.Lock()
	defer mu.Unlock()
	if v, ok := cache[pattern][subject]; ok {
		return v
	}
	v := match(strings.Split(pattern, "."), strings.Split(subject, "."))
	if cache[pattern] == nil {
		cache[pattern] = map[string]bool{}
	}
	cache[pattern][subject] = v
	return v
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
