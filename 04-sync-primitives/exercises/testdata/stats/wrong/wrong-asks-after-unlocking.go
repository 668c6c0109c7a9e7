// Mistake: Add returns what Get says after the unlock; by then others may have counted, and two calls return the same.
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
	s.mu.Lock()
	s.counts[name] += n
	s.mu.Unlock()
	return s.Get(name)
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
