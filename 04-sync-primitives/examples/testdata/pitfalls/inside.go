// Bug: the map itself is handed out, and is read when the lock is free again.
package main

import (
	"fmt"
	"sync"
)

type stock struct {
	mu    sync.Mutex
	items map[string]int
}

func (s *stock) add(item string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.items[item]++
}

func (s *stock) all() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.items
}

func main() {
	s := &stock{items: map[string]int{}}
	var clerk sync.WaitGroup
	items := s.all()
	clerk.Go(func() { s.add("tea") })
	fmt.Println(len(items) <= 1)
	clerk.Wait()
}
