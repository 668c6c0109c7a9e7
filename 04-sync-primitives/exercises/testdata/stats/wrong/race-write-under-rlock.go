// Mistake: Add writes under RLock. Many may hold that at the same time: two writers, or a writer and a reader.
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

func (s *Stats) Add(name string, n int) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	s.counts[name] += n
	return s.counts[name]
}

func (s *Stats) Get(name string) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.counts[name]
}

func (s *Stats) Snapshot() map[string]int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return maps.Clone(s.counts)
}
