package exercises

import (
	"maps"
	"sync"
)

// Stats counts events by name. Any number of goroutines may call its methods at
// the same time.
type Stats struct {
	mu     sync.RWMutex // guards counts
	counts map[string]int
}

// NewStats returns a Stats whose counts are all 0.
func NewStats() *Stats {
	return &Stats{counts: map[string]int{}}
}

// Add adds n to the count of name and returns what the count is then. No two
// calls of Add for the same name that add 1 return the same count.
func (s *Stats) Add(name string, n int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[name] += n
	return s.counts[name]
}

// Get returns the count of name: 0 if nothing was ever added to it.
func (s *Stats) Get(name string) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.counts[name]
}

// Snapshot returns all counts to which something was added, also those that are 0
// again. The map is the caller's: they may read and change it without a lock,
// while others go on to count, and neither sees what the other does.
func (s *Stats) Snapshot() map[string]int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return maps.Clone(s.counts)
}
