package natsbus

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"example.com/mastery/08-pub-sub/pubsub"
)

// A Bus is a [pubsub.Bus] on a NATS server. All buses of one name on the same
// server are one bus, in whatever processes they are.
type Bus[T any] struct {
	conn   *Conn
	prefix string // the name and a dot
	codec  Codec[T]

	mu      sync.RWMutex // guards the rest
	closed  bool
	history *history                  // nil: none
	subs    map[*subscription[T]]bool // that have not ended

	publishing sync.WaitGroup // Publish calls under way; none is added once closed
}

var _ pubsub.Bus[int] = (*Bus[int])(nil)

// New returns a bus. Its messages go through the server under the bus's name, a
// dot and their subject; name must be a subject itself. The connection must
// stay open as long as the bus is used.
func New[T any](c *Conn, name string, codec Codec[T]) (*Bus[T], error) {
	if err := pubsub.CheckSubject(name); err != nil {
		return nil, fmt.Errorf("natsbus: name of a bus: %w", err)
	}
	return &Bus[T]{conn: c, prefix: name + ".", codec: codec, subs: map[*subscription[T]]bool{}}, nil
}

// Publish sends value to all subscriptions that match subject, on all
// connections to the server. It returns when the message is in this connection's
// buffer; on a bus that remembers, when the server has stored it. Besides what
// [pubsub.Bus] says, it returns the errors of the codec and of the connection,
// such as that of a value too large.
func (b *Bus[T]) Publish(ctx context.Context, subject string, value T) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := pubsub.CheckSubject(subject); err != nil {
		return err
	}
	data, err := b.codec.Encode(value)
	if err != nil {
		return fmt.Errorf("natsbus: encode: %w", err)
	}
	history, ok := b.enter()
	if !ok {
		return pubsub.ErrClosed
	}
	defer b.publishing.Done()
	if history != nil {
		err = history.publish(ctx, subject, data)
	} else {
		err = b.conn.nc.Publish(b.prefix+subject, data)
	}
	if err != nil {
		return fmt.Errorf("natsbus: publish: %w", err)
	}
	return nil
}

// enter counts a Publish, for which Close waits: what was published before it
// reaches those that it drains. The lock is not held for longer: a server that
// does not answer would keep everybody else waiting, whatever their contexts.
func (b *Bus[T]) enter() (h *history, ok bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if b.closed {
		return nil, false
	}
	b.publishing.Add(1)
	return b.history, true
}

// Subscribe begins a subscription and waits until the server knows of it, so
// that whatever anybody publishes after it has returned arrives. It refuses the
// policy Block, and Replay on a bus that does not remember, as the package
// comment says.
func (b *Bus[T]) Subscribe(ctx context.Context, pattern string, o pubsub.Options) (pubsub.Subscription[T], error) {
	if err := pubsub.CheckPattern(pattern); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if o.Policy == pubsub.Block {
		return nil, fmt.Errorf("natsbus: policy Block: %w", errors.ErrUnsupported)
	}
	s := &subscription[T]{bus: b, inbox: pubsub.NewInbox[[]byte](o.Room(), o.Policy), ready: make(chan struct{})}
	defer close(s.ready)
	ctx, cancel := context.WithTimeout(ctx, patience) // the client insists on a deadline
	defer cancel()
	history, err := b.begin(s, pattern, o.Replay > 0)
	if err != nil {
		return nil, err
	}
	if err := b.complete(ctx, s, history, pattern, o); err != nil {
		s.Unsubscribe()
		return nil, fmt.Errorf("natsbus: subscribe: %w", err)
	}
	return s, nil
}

// begin sends the subscription to the server.
func (b *Bus[T]) begin(s *subscription[T], pattern string, replay bool) (*history, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil, pubsub.ErrClosed
	}
	if replay && b.history == nil {
		return nil, fmt.Errorf("natsbus: Replay of a bus that does not remember: %w", errors.ErrUnsupported)
	}
	sub, err := b.conn.nc.Subscribe(b.prefix+pattern, s.arrive)
	if err != nil {
		return nil, fmt.Errorf("natsbus: subscribe: %w", err)
	}
	s.sub = sub
	b.subs[s] = true
	sub.SetClosedHandler(func(string) { s.ended() })
	if !sub.IsValid() {
		go s.ended() // the connection was closed before it knew the handler
	}
	return b.history, nil
}

// complete waits until the server knows of the subscription, and begins its
// inbox with what is to be replayed.
func (b *Bus[T]) complete(ctx context.Context, s *subscription[T], h *history, pattern string, o pubsub.Options) error {
	if err := b.conn.nc.FlushWithContext(ctx); err != nil {
		return err
	}
	if o.Replay == 0 {
		return nil
	}
	past, end, err := h.last(ctx, pattern, o.Replay)
	if err != nil {
		return err
	}
	s.past = end
	s.inbox = pubsub.NewInbox[[]byte](o.Room()+len(past), o.Policy)
	for _, m := range past {
		_ = s.inbox.Put(ctx, m) // there is room
	}
	return nil
}

// Close ends the bus and drains its subscriptions, as [pubsub.Bus] says; other
// buses of the same name go on. What was published through this bus before still
// arrives. Close waits for the Publish calls under way, but not for the
// subscriptions: they end when the server has answered, within a moment, or
// after ten seconds if it does not answer.
func (b *Bus[T]) Close() error {
	b.mu.Lock()
	b.closed = true
	var open []*subscription[T]
	for s := range b.subs {
		open = append(open, s)
	}
	b.mu.Unlock()
	b.publishing.Wait()
	for _, s := range open {
		s.Drain()
	}
	return nil
}

// forget lets go of a subscription that has ended.
func (b *Bus[T]) forget(s *subscription[T]) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.subs, s)
}
