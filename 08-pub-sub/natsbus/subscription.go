package natsbus

import (
	"context"
	"errors"
	"iter"
	"sync/atomic"

	"github.com/nats-io/nats.go"

	"example.com/mastery/08-pub-sub/pubsub"
)

// A subscription has one of NATS, whose goroutine puts messages into the inbox,
// still encoded: a message that is dropped need not be decoded, and each
// receiver decodes its own.
type subscription[T any] struct {
	bus   *Bus[T]
	inbox *pubsub.Inbox[[]byte] // not to be touched by callbacks before ready
	sub   *nats.Subscription
	past  mark          // up to here messages were replayed, or are too old
	ready chan struct{} // closed when Subscribe is about to return

	garbled atomic.Uint64 // messages that could not be decoded
	missed  atomic.Uint64 // messages that the client had dropped when it ended
}

// arrive takes one message off the connection. It waits for nobody but
// Subscribe, which may still fetch what came before.
func (s *subscription[T]) arrive(m *nats.Msg) {
	<-s.ready
	if s.past.covers(m) {
		return
	}
	message := pubsub.Message[[]byte]{Subject: m.Subject[len(s.bus.prefix):], Value: m.Data}
	if err := s.inbox.Put(context.Background(), message); errors.Is(err, pubsub.ErrSlow) {
		_ = m.Sub.Unsubscribe()
	}
}

// ended is called when nothing more can arrive.
func (s *subscription[T]) ended() {
	<-s.ready
	s.inbox.Close()
	s.bus.forget(s)
}

// Receive is that of [pubsub.Subscription]. A message that can't be decoded is
// counted in Dropped, and the next one is returned.
func (s *subscription[T]) Receive(ctx context.Context) (pubsub.Message[T], error) {
	for {
		m, err := s.inbox.Receive(ctx)
		if err != nil {
			return pubsub.Message[T]{}, err
		}
		if value, err := s.bus.codec.Decode(m.Value); err == nil {
			return pubsub.Message[T]{Subject: m.Subject, Value: value}, nil
		}
		s.garbled.Add(1)
	}
}

// All is that of [pubsub.Subscription].
func (s *subscription[T]) All(ctx context.Context) iter.Seq[pubsub.Message[T]] {
	return func(yield func(pubsub.Message[T]) bool) {
		for {
			if m, err := s.Receive(ctx); err != nil || !yield(m) {
				return
			}
		}
	}
}

// Len is that of [pubsub.Subscription]. What is still on its way is not counted.
func (s *subscription[T]) Len() int { return s.inbox.Len() }

// Dropped is that of [pubsub.Subscription].
func (s *subscription[T]) Dropped() uint64 {
	return s.inbox.Dropped() + s.garbled.Load() + s.clientDropped()
}

// clientDropped returns what the client of NATS has dropped. It knows that only
// while the subscription is open.
func (s *subscription[T]) clientDropped() uint64 {
	if n, err := s.sub.Dropped(); err == nil {
		return uint64(n)
	}
	return s.missed.Load()
}

// Unsubscribe is that of [pubsub.Subscription].
func (s *subscription[T]) Unsubscribe() {
	s.missed.Store(s.clientDropped())
	_ = s.sub.Unsubscribe() // it fails if the subscription has ended: fine
	s.inbox.Discard()
	s.bus.forget(s)
}

// Drain is that of [pubsub.Subscription]. It returns at once; what was published
// before still arrives, and then the subscription ends.
func (s *subscription[T]) Drain() {
	s.missed.Store(s.clientDropped())
	_ = s.sub.Drain() // as above
}
