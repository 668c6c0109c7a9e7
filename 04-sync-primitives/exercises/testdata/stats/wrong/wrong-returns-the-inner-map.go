// Mistake: Snapshot returns the map itself; the lock is released, and the caller reads what others write.
package exercises

import "sync"

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
	defer s.mu.RUnlock()
	return s.counts[name]
}

func (s *Stats) Snapshot() map[string]int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.counts
}
