// Mistake: the map is a package's variable, so every Stats counts into the same one.
package exercises

import (
	"maps"
	"sync"
)

var (
	statsMu     sync.Mutex // guards statsCounts
	statsCounts = map[string]int{}
)

type Stats struct{}

func NewStats() *Stats { return &Stats{} }

func (s *Stats) Add(name string, n int) int {
	statsMu.Lock()
	defer statsMu.Unlock()
	statsCounts[name] += n
	return statsCounts[name]
}

func (s *Stats) Get(name string) int {
	statsMu.Lock()
	defer statsMu.Unlock()
	return statsCounts[name]
}

func (s *Stats) Snapshot() map[string]int {
	statsMu.Lock()
	defer statsMu.Unlock()
	return maps.Clone(statsCounts)
}
