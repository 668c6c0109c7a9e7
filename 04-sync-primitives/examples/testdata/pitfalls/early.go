// Bug: the lock is free between the question and the act.
package main

import (
	"fmt"
	"sync"
	"time"
)

type seats struct {
	mu   sync.Mutex
	free int
}

func (s *seats) book() bool {
	s.mu.Lock()
	free := s.free
	s.mu.Unlock()
	if free == 0 {
		return false
	}
	time.Sleep(50 * time.Millisecond) // takes the money
	s.mu.Lock()
	s.free--
	s.mu.Unlock()
	return true
}

func main() {
	s := &seats{free: 1}
	var people sync.WaitGroup
	for range 3 {
		people.Go(func() { s.book() })
	}
	people.Wait()
	fmt.Println("free seats:", s.free)
}
