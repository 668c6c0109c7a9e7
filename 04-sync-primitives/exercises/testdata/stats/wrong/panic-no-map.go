// Mistake: NewStats makes no map; a nil map can be read, and a write to it panics.
package exercises

import (
	"maps"
	"sync"
)

type Stats struct {
	mu     sync.Mutex // guards counts
	counts map[string]int
}

func NewStats() *Stats { return &Stats{} }

func (s *Stats) Add(name string, n int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[name] += n
	return s.counts[name]
}

func (s *Stats) Get(name string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.counts[name]
}

func (s *Stats) Snapshot() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.counts)
}
