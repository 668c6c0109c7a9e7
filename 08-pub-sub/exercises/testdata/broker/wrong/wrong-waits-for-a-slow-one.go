// Mistake: a plain send, under the lock. Where one subscriber is full Publish waits for it, and everybody else for Publish.
package exercises

import "sync"

type Broker[T any] struct {
	mu            sync.Mutex // guards the rest, sends to subscriptions and their close
	subscriptions map[*Subscription[T]]struct{}
	closed        bool
}

type Subscription[T any] struct {
	broker   *Broker[T]
	messages chan T
	missed   int // guarded by broker.mu
}

func NewBroker[T any]() *Broker[T] {
	return &Broker[T]{subscriptions: map[*Subscription[T]]struct{}{}}
}

func (b *Broker[T]) Subscribe(room int) *Subscription[T] {
	s := &Subscription[T]{broker: b, messages: make(chan T, room)}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		close(s.messages)
	} else {
		b.subscriptions[s] = struct{}{}
	}
	return s
}

func (b *Broker[T]) Publish(message T) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for s := range b.subscriptions {
		s.messages <- message
	}
}

func (b *Broker[T]) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for s := range b.subscriptions {
		b.end(s)
	}
}

func (b *Broker[T]) end(s *Subscription[T]) {
	if _, ok := b.subscriptions[s]; ok {
		delete(b.subscriptions, s)
		close(s.messages) // nobody sends: that needs the lock
	}
}

func (s *Subscription[T]) Messages() <-chan T {
	return s.messages
}

func (s *Subscription[T]) Missed() int {
	s.broker.mu.Lock()
	defer s.broker.mu.Unlock()
	return s.missed
}

func (s *Subscription[T]) Unsubscribe() {
	s.broker.mu.Lock()
	defer s.broker.mu.Unlock()
	s.broker.end(s)
}
