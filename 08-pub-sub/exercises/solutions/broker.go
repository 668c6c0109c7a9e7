package exercises

import "sync"

// A Broker hands each message that is published to everybody who is subscribed. Any
// number of goroutines may call its methods, and those of its subscriptions, at the
// same time. None of them waits for a subscriber, be it slow, stalled or gone. Who
// waits for something else is blocked: it neither spins nor sleeps.
type Broker[T any] struct {
	mu            sync.Mutex // guards the rest, sends to subscriptions and their close
	subscriptions map[*Subscription[T]]struct{}
	closed        bool
}

// A Subscription is what one subscriber has of a Broker.
type Subscription[T any] struct {
	broker   *Broker[T]
	messages chan T
	missed   int // guarded by broker.mu
}

// NewBroker returns a broker without subscriptions.
func NewBroker[T any]() *Broker[T] {
	return &Broker[T]{subscriptions: map[*Subscription[T]]struct{}{}}
}

// Subscribe begins a subscription with room for so many messages, at least 1. It
// gets every message whose Publish begins after Subscribe has returned, and none
// whose Publish returned before Subscribe was called. After Close it returns a
// subscription that has ended.
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

// Publish hands message to all subscriptions: when it has returned, or soon after,
// the message can be received. What one goroutine publishes, one after the other,
// comes to each subscription in that order.
//
// A subscription that holds as many messages as it has room for keeps these, and
// misses the new one. That it holds one more is all right: one on its way to the
// channel. Others get the message all the same.
//
// After Close, Publish does nothing.
func (b *Broker[T]) Publish(message T) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for s := range b.subscriptions {
		select {
		case s.messages <- message:
		default:
			s.missed++
		}
	}
}

// Close ends all subscriptions. It may be called any number of times. Soon after it
// has returned, no goroutine of the broker is left.
func (b *Broker[T]) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for s := range b.subscriptions {
		b.end(s)
	}
}

// end closes the channel of a subscription, once. The caller holds b.mu.
func (b *Broker[T]) end(s *Subscription[T]) {
	if _, ok := b.subscriptions[s]; ok {
		delete(b.subscriptions, s)
		close(s.messages) // nobody sends: that needs the lock
	}
}

// Messages returns the channel of the messages, always the same one. Only the broker
// sends to it and closes it.
func (s *Subscription[T]) Messages() <-chan T {
	return s.messages
}

// Missed returns how many messages the subscription has missed for want of room.
func (s *Subscription[T]) Missed() int {
	s.broker.mu.Lock()
	defer s.broker.mu.Unlock()
	return s.missed
}

// Unsubscribe ends the subscription: it gets no message whose Publish begins after
// Unsubscribe has returned, and its channel is closed then or soon after. What it
// holds may still be received before the close, in order, or is dropped: either is
// right. The broker forgets it: what it took of memory is free again.
//
// It may be called any number of times, also after Close, and by somebody who has
// stopped to receive.
func (s *Subscription[T]) Unsubscribe() {
	s.broker.mu.Lock()
	defer s.broker.mu.Unlock()
	s.broker.end(s)
}
