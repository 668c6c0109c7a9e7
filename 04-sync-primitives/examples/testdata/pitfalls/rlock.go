// Bug: a write under a lock that lets other readers in.
package main

import (
	"fmt"
	"sync"
)

type cache struct {
	mu   sync.RWMutex
	rows []string
	hits int
}

func (c *cache) row(i int) string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	c.hits++
	return c.rows[i]
}

func main() {
	c := &cache{rows: []string{"a", "b"}}
	var readers sync.WaitGroup
	for i := range 2 {
		readers.Go(func() {
			for range 1000 {
				c.row(i)
			}
		})
	}
	readers.Wait()
	fmt.Println("2000 reads, counted:", c.hits)
}
