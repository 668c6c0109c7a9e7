// Another way: the list is copied when somebody comes or goes, and Publish takes no lock for it; each subscription has a lock of its own, for its send and its close. Publishers do not wait for those who come, and each change costs a copy.
package exercises

import (
	"slices"
	"sync"
	"sync/atomic"
)

type Broker[T any] struct {
	list   atomic.Pointer[[]*Subscription[T]] // never changed, only replaced
	mu     sync.Mutex                         // held by those who replace the list
	closed bool                               // guarded by mu
}

type Subscription[T any] struct {
	broker   *Broker[T]
	messages chan T

	mu     sync.Mutex // guards the rest, and sends and close
	missed int
	ended  bool
}

func NewBroker[T any]() *Broker[T] {
	b := &Broker[T]{}
	b.list.Store(new([]*Subscription[T]))
	return b
}

func (b *Broker[T]) Subscribe(room int) *Subscription[T] {
	s := &Subscription[T]{broker: b, messages: make(chan T, room)}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		s.end()
		return s
	}
	list := append(slices.Clone(*b.list.Load()), s)
	b.list.Store(&list)
	return s
}

func (b *Broker[T]) Publish(message T) {
	for _, s := range *b.list.Load() {
		s.offer(message)
	}
}

func (b *Broker[T]) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for _, s := range *b.list.Swap(new([]*Subscription[T])) {
		s.end()
	}
}

func (s *Subscription[T]) offer(message T) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended { // since the list was loaded
		return
	}
	select {
	case s.messages <- message:
	default:
		s.missed++
	}
}

func (s *Subscription[T]) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended {
		s.ended = true
		close(s.messages)
	}
}

func (s *Subscription[T]) Messages() <-chan T { return s.messages }

func (s *Subscription[T]) Missed() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.missed
}

func (s *Subscription[T]) Unsubscribe() {
	s.broker.mu.Lock()
	defer s.broker.mu.Unlock()
	list := slices.DeleteFunc(slices.Clone(*s.broker.list.Load()), func(other *Subscription[T]) bool { return other == s })
	s.broker.list.Store(&list)
	s.end()
}
