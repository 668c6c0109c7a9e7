// Mistake: the early return for an unknown name forgets to unlock; the next Add waits for ever.
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
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[name] += n
	return s.counts[name]
}

func (s *Stats) Get(name string) int {
	s.mu.RLock()
	count, ok := s.counts[name]
	if !ok {
		return 0
	}
	s.mu.RUnlock()
	return count
}

func (s *Stats) Snapshot() map[string]int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return maps.Clone(s.counts)
}
