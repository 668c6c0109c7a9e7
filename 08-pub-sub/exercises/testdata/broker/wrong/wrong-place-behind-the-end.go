// Mistake: it cuts a subscription off its list with append, which moves the later ones and leaves the last place as it was: behind the list's end the array still points to the one that has gone.
package exercises

import (
	"slices"
	"sync"
)

type Broker[T any] struct {
	mu            sync.Mutex // guards the rest, sends to subscriptions and their close
	subscriptions []*Subscription[T]
	closed        bool
}

type Subscription[T any] struct {
	broker   *Broker[T]
	messages chan T
	missed   int // guarded by broker.mu
}

func NewBroker[T any]() *Broker[T] { return &Broker[T]{} }

func (b *Broker[T]) Subscribe(room int) *Subscription[T] {
	s := &Subscription[T]{broker: b, messages: make(chan T, room)}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		close(s.messages)
	} else {
		b.subscriptions = append(b.subscriptions, s)
	}
	return s
}

func (b *Broker[T]) Publish(message T) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.subscriptions {
		select {
		case s.messages <- message:
		default:
			s.missed++
		}
	}
}

func (b *Broker[T]) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for _, s := range b.subscriptions {
		close(s.messages)
	}
	b.subscriptions = nil
}

func (s *Subscription[T]) Messages() <-chan T { return s.messages }

func (s *Subscription[T]) Missed() int {
	s.broker.mu.Lock()
	defer s.broker.mu.Unlock()
	return s.missed
}

func (s *Subscription[T]) Unsubscribe() {
	b := s.broker
	b.mu.Lock()
	defer b.mu.Unlock()
	if i := slices.Index(b.subscriptions, s); i >= 0 {
		b.subscriptions = append(b.subscriptions[:i], b.subscriptions[i+1:]...)
		close(s.messages)
	}
}
