// Mistake: Add reads under one lock and writes under another; what is counted between the two is overwritten.
package exercises

import (
	"maps"
	"sync"
)

type Stats struct {
	mu     sync.RWMutex // guards counts
	counts map[string]int
}

func NewStats() *Stats { return &Stats{counts: map[string]int{}} }

func (s *Stats) Add(name string, n int) int {
	s.mu.RLock()
	count := s.counts[name] + n
	s.mu.RUnlock()
	s.mu.Lock()
	s.counts[name] = count
	s.mu.Unlock()
	return count
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
