// Mistake: the methods have a value receiver, so each call locks a copy of the lock that nobody else knows. The map is not copied: all share it.
package exercises

import (
	"maps"
	"sync"
)

type Stats struct {
	mu     sync.RWMutex // guards counts
	counts map[string]int
}

func NewStats() *Stats {
	return &Stats{counts: map[string]int{}}
}

func (s Stats) Add(name string, n int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[name] += n
	return s.counts[name]
}

func (s Stats) Get(name string) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.counts[name]
}

func (s Stats) Snapshot() map[string]int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return maps.Clone(s.counts)
}
