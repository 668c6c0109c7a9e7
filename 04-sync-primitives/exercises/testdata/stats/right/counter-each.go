// Another way: each name has an atomic counter, and the lock guards only the map that finds it. Who counts a name that is there needs the reader's lock alone, so they don't wait for each other; a new name costs a second look under the writer's.
package exercises

import (
	"sync"
	"sync/atomic"
)

type Stats struct {
	mu     sync.RWMutex // guards counts, not what its counters hold
	counts map[string]*atomic.Int64
}

func NewStats() *Stats { return &Stats{counts: map[string]*atomic.Int64{}} }

func (s *Stats) Add(name string, n int) int {
	s.mu.RLock()
	c := s.counts[name]
	s.mu.RUnlock()
	if c == nil {
		c = s.counter(name)
	}
	return int(c.Add(int64(n)))
}

// counter returns the counter of name, which it makes unless another has meanwhile.
func (s *Stats) counter(name string) *atomic.Int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.counts[name]
	if c == nil {
		c = new(atomic.Int64)
		s.counts[name] = c
	}
	return c
}

func (s *Stats) Get(name string) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if c := s.counts[name]; c != nil {
		return int(c.Load())
	}
	return 0
}

func (s *Stats) Snapshot() map[string]int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	all := make(map[string]int, len(s.counts))
	for name, c := range s.counts {
		all[name] = int(c.Load())
	}
	return all
}
