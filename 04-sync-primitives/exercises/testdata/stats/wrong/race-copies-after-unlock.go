// Mistake: Snapshot takes the map under the lock and copies it after: the lock guarded the copying of a pointer.
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
	counts := s.counts
	s.mu.RUnlock()
	snapshot := map[string]int{}
	for name, count := range counts {
		snapshot[name] = count
	}
	return snapshot
}
