// Another way: package reflect tries the send, and two counters are kept whose difference is the number of drops. It works for a channel of any type that is known only at run time, and costs an allocation a call.
package exercises

import (
	"reflect"
	"sync"
)

type Sender[T any] struct {
	out chan<- T

	mu    sync.RWMutex // guards tried, sent
	tried int
	sent  int
}

func NewSender[T any](out chan<- T) *Sender[T] {
	return &Sender[T]{out: out}
}

func (s *Sender[T]) TrySend(v T) bool {
	ok := reflect.ValueOf(s.out).TrySend(reflect.ValueOf(&v).Elem())
	s.mu.Lock()
	s.tried++
	if ok {
		s.sent++
	}
	s.mu.Unlock()
	return ok
}

func (s *Sender[T]) Dropped() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.tried - s.sent
}
