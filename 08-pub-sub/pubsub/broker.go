package pubsub

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
)

// A Broker is a Bus within the process. The zero value is open and ready to
// use, without a history. A Broker must not be copied after first use. It has no
// goroutines: Publish itself puts the message into every subscription.
type Broker[T any] struct {
	// History is how many messages the broker remembers for [Options].Replay:
	// the last so many, whatever their subject. It must be set before the first
	// use. With a history, publishers take turns to append to it.
	History int

	// registry is replaced, never changed, so Publish takes no lock for it. nil:
	// nobody has subscribed yet.
	registry atomic.Pointer[registry[T]]

	mu sync.Mutex // held by those who replace registry; taken before history.mu

	history history[T]
}

var _ Bus[int] = (*Broker[int])(nil)

// A registry is who was subscribed at one moment.
type registry[T any] struct {
	root   *node[T] // nil: nobody
	closed bool
}

// A subscription is the Subscription of a Broker.
type subscription[T any] struct {
	Inbox[T]
	broker  *Broker[T]
	pattern string
	removed bool // from the registry; guarded by broker.mu
}

// Publish puts a message with value into every subscription that matches
// subject.
//
// It first gives the message to all that have room or that lose a message
// according to their policy; it waits for those that block only after that. So
// a slow subscription delays this publisher, but no other subscription's copy of
// this message. While it waits, it holds no lock.
//
// It returns an error that wraps ErrSubject if subject is not valid. It returns
// ctx's error if ctx has ended already; nobody gets the message then. If ctx
// ends while it waits it returns ctx's error, too, but then only those without
// room miss the message, each of which counts it as dropped, and the history has
// it. It returns ErrClosed if the broker is closed, before or while it waits.
// That nobody is subscribed is no error.
//
// A goroutine that publishes to its own full subscription with the policy Block
// waits for itself.
func (b *Broker[T]) Publish(ctx context.Context, subject string, value T) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if fault(subject, false) != "" {
		return CheckSubject(subject)
	}
	d := delivery[T]{message: Message[T]{subject, value}}
	r := b.current(&d.message)
	if r == nil {
		return nil
	}
	if r.closed {
		return ErrClosed
	}
	if r.root != nil {
		r.root.match(subject, d.offer)
		if d.blocked != nil || d.cut != nil || d.refused {
			return b.finish(ctx, &d)
		}
	}
	return nil
}

// current returns who is subscribed now, after m is in the history.
func (b *Broker[T]) current(m *Message[T]) *registry[T] {
	if b.History <= 0 {
		return b.registry.Load()
	}
	b.history.mu.Lock()
	defer b.history.mu.Unlock()
	// Under the lock, so that the message is either in the history that a new
	// subscription begins with, or is given to it here.
	r := b.registry.Load()
	if r == nil || !r.closed {
		b.history.add(m, b.History)
	}
	return r
}

// A delivery is one message on its way.
type delivery[T any] struct {
	message Message[T]
	blocked []*subscription[T] // had no room
	cut     []*subscription[T] // were disconnected by this message
	refused bool               // a subscription had ended
}

// offer gives the message to those that match.
func (d *delivery[T]) offer(to []*subscription[T]) {
	for _, s := range to {
		switch s.try(&d.message) {
		case full:
			d.blocked = append(d.blocked, s)
		case disconnected:
			d.cut = append(d.cut, s)
		case refused:
			d.refused = true
		}
	}
}

// finish does what is left after all were offered the message.
func (b *Broker[T]) finish(ctx context.Context, d *delivery[T]) error {
	for _, s := range d.cut {
		b.remove(s)
	}
	var failed error
	for _, s := range d.blocked {
		err := s.Put(ctx, d.message)
		if errors.Is(err, ErrClosed) {
			d.refused = true
		} else if err != nil {
			failed = err
		}
	}
	if r := b.registry.Load(); d.refused && r != nil && r.closed {
		return ErrClosed // else some unsubscribed: nothing is wrong
	}
	return failed
}

// Subscribe begins a subscription. Publish calls that begin after it has
// returned reach it; those under way at the time may or may not, but with a
// Replay each of them does exactly once.
//
// It takes time in proportion to the number of tokens in pattern and the
// logarithm of the number of subscriptions; with a Replay also to the length of
// the history. It never waits for publishers or subscribers. It returns ctx's
// error if ctx has ended, ErrClosed if the broker is closed, an error that wraps
// ErrSubject if pattern is not valid, and one that wraps
// [errors.ErrUnsupported] for a Replay without a History. It panics if a
// number in o is negative or the policy unknown.
func (b *Broker[T]) Subscribe(ctx context.Context, pattern string, o Options) (Subscription[T], error) {
	if err := o.check(pattern); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if o.Replay > 0 && b.History <= 0 {
		return nil, fmt.Errorf("pubsub: Replay of a Broker without History: %w", errors.ErrUnsupported)
	}
	s := &subscription[T]{broker: b, pattern: pattern}
	s.init(o.Room(), o.Policy)

	b.mu.Lock()
	defer b.mu.Unlock()
	next := registry[T]{root: new(node[T])}
	if r := b.registry.Load(); r != nil {
		if r.closed {
			return nil, ErrClosed
		}
		if r.root != nil {
			next.root = r.root
		}
	}
	next.root = next.root.with(pattern, s)
	if o.Replay > 0 {
		b.history.mu.Lock() // no message between the past and the future
		defer b.history.mu.Unlock()
		b.history.replay(&s.Inbox, pattern, o.Replay)
	}
	b.registry.Store(&next)
	return s, nil
}

// check returns an error that wraps ErrSubject for a bad pattern, and panics
// for options that make no sense.
func (o Options) check(pattern string) error {
	if o.Buffer < 0 || o.Replay < 0 {
		panic("pubsub: Options with a negative number")
	}
	return CheckPattern(pattern)
}

// Room returns Buffer, or DefaultBuffer if that is 0. It is for those who
// implement a Bus.
func (o Options) Room() int {
	if o.Buffer == 0 {
		return DefaultBuffer
	}
	return o.Buffer
}

// Close ends the broker. Every subscription is drained: what it has collected
// can still be received, and after that Receive returns ErrClosed. Publish calls
// that wait for room return ErrClosed, and each subscription that they waited
// for counts a dropped message. The history is forgotten. Close does not wait
// for anybody, and always returns nil.
func (b *Broker[T]) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	r := b.registry.Swap(&registry[T]{closed: true})
	if r == nil || r.closed {
		return nil
	}
	if r.root != nil {
		r.root.all(func(list []*subscription[T]) {
			for _, s := range list {
				s.removed = true
				s.Close()
			}
		})
	}
	b.history.forget()
	return nil
}

// remove takes s out of the registry, if it is there.
func (b *Broker[T]) remove(s *subscription[T]) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if s.removed {
		return
	}
	s.removed = true
	b.registry.Store(&registry[T]{root: b.registry.Load().root.without(s.pattern, s)})
}

// Unsubscribe is that of [Subscription]. It takes time in proportion to the
// number of subscriptions to the very same pattern.
func (s *subscription[T]) Unsubscribe() {
	s.broker.remove(s)
	s.Discard()
}

// Drain is that of [Subscription]. It costs what Unsubscribe does.
func (s *subscription[T]) Drain() {
	s.broker.remove(s)
	s.Close()
}
