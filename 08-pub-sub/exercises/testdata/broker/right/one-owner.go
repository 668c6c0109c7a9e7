// Another way: one goroutine owns the list and does what it is told over a channel, so there is no lock. Publish returns when the message is handed over, not when it was delivered; and without Close the goroutine stays for ever.
package exercises

import (
	"sync"
	"sync/atomic"
)

type Broker[T any] struct {
	commands chan func(subscriptions map[*Subscription[T]]struct{})
	done     chan struct{} // closed by Close
	ended    chan struct{} // closed when the owner has ended
	once     sync.Once
}

type Subscription[T any] struct {
	broker   *Broker[T]
	messages chan T
	missed   atomic.Int64
}

func NewBroker[T any]() *Broker[T] {
	b := &Broker[T]{
		commands: make(chan func(map[*Subscription[T]]struct{})),
		done:     make(chan struct{}),
		ended:    make(chan struct{}),
	}
	go b.own()
	return b
}

// own ends when the broker is closed.
func (b *Broker[T]) own() {
	defer close(b.ended)
	subscriptions := map[*Subscription[T]]struct{}{}
	for {
		select {
		case do := <-b.commands:
			do(subscriptions)
		case <-b.done:
			for s := range subscriptions {
				close(s.messages)
			}
			return
		}
	}
}

// tell returns false if the broker is closed.
func (b *Broker[T]) tell(do func(map[*Subscription[T]]struct{})) bool {
	select {
	case b.commands <- do:
		return true
	case <-b.ended:
		return false
	}
}

func (b *Broker[T]) Subscribe(room int) *Subscription[T] {
	s := &Subscription[T]{broker: b, messages: make(chan T, room)}
	if !b.tell(func(subscriptions map[*Subscription[T]]struct{}) { subscriptions[s] = struct{}{} }) {
		close(s.messages)
	}
	return s
}

func (b *Broker[T]) Publish(message T) {
	b.tell(func(subscriptions map[*Subscription[T]]struct{}) {
		for s := range subscriptions {
			select {
			case s.messages <- message:
			default:
				s.missed.Add(1)
			}
		}
	})
}

func (b *Broker[T]) Close() {
	b.once.Do(func() { close(b.done) })
	<-b.ended
}

func (s *Subscription[T]) Messages() <-chan T { return s.messages }

func (s *Subscription[T]) Missed() int { return int(s.missed.Load()) }

func (s *Subscription[T]) Unsubscribe() {
	s.broker.tell(func(subscriptions map[*Subscription[T]]struct{}) {
		if _, ok := subscriptions[s]; ok {
			delete(subscriptions, s)
			close(s.messages)
		}
	})
}
