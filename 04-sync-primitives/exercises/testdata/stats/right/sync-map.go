// Another way: a sync.Map from names to atomic counters. An Add to a known name takes no lock, which pays when many names are counted by many cores; the counts of a snapshot are of different moments.
package exercises

import (
	"sync"
	"sync/atomic"
)

type Stats struct {
	counts sync.Map // string to *atomic.Int64
}

func NewStats() *Stats { return &Stats{} }

func (s *Stats) Add(name string, n int) int {
	count, ok := s.counts.Load(name)
	if !ok {
		count, _ = s.counts.LoadOrStore(name, new(atomic.Int64))
	}
	return int(count.(*atomic.Int64).Add(int64(n)))
}

func (s *Stats) Get(name string) int {
	if count, ok := s.counts.Load(name); ok {
		return int(count.(*atomic.Int64).Load())
	}
	return 0
}

func (s *Stats) Snapshot() map[string]int {
	all := map[string]int{}
	for name, count := range s.counts.Range {
		all[name.(string)] = int(count.(*atomic.Int64).Load())
	}
	return all
}
