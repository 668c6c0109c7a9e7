package exercises

// A Broker hands each message that is published to everybody who is subscribed. Any
// number of goroutines may call its methods, and those of its subscriptions, at the
// same time. None of them waits for a subscriber, be it slow, stalled or gone. Who
// waits for something else is blocked: it neither spins nor sleeps.
type Broker[T any] struct {
	// Add the fields that you need.
}

// A Subscription is what one subscriber has of a Broker.
type Subscription[T any] struct {
	// Add the fields that you need.
}

// NewBroker returns a broker without subscriptions.
func NewBroker[T any]() *Broker[T] {
	panic("not implemented")
}

// Subscribe begins a subscription with room for so many messages, at least 1. It
// gets every message whose Publish begins after Subscribe has returned, and none
// whose Publish returned before Subscribe was called. After Close it returns a
// subscription that has ended.
func (b *Broker[T]) Subscribe(room int) *Subscription[T] {
	panic("not implemented")
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
	panic("not implemented")
}

// Close ends all subscriptions. It may be called any number of times. Soon after it
// has returned, no goroutine of the broker is left.
func (b *Broker[T]) Close() {
	panic("not implemented")
}

// Messages returns the channel of the messages, always the same one. Only the broker
// sends to it and closes it.
func (s *Subscription[T]) Messages() <-chan T {
	panic("not implemented")
}

// Missed returns how many messages the subscription has missed for want of room.
func (s *Subscription[T]) Missed() int {
	panic("not implemented")
}

// Unsubscribe ends the subscription: it gets no message whose Publish begins after
// Unsubscribe has returned, and its channel is closed then or soon after. What it
// holds may still be received before the close, in order, or is dropped: either is
// right. The broker forgets it: what it took of memory is free again.
//
// It may be called any number of times, also after Close, and by somebody who has
// stopped to receive.
func (s *Subscription[T]) Unsubscribe() {
	panic("not implemented")
}
