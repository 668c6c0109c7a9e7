package pubsub

import (
	"context"
	"iter"
	"slices"
	"sync"
	"sync/atomic"
)

// An Inbox is the bounded buffer of one subscription, with its policy. [Broker]
// puts messages straight into it. An implementation of Bus on a transport puts
// one between whatever reads the transport and the subscriber: package natsbus
// is an example. A user of a Bus needs no Inbox. The zero Inbox has no room: see
// NewInbox.
//
// Those who wait to receive are served in the order in which they began to
// wait, and so are publishers that wait for room.
type Inbox[T any] struct {
	mu       sync.Mutex // guards all below but spare
	slots    []Message[T]
	head     int // index in slots of the oldest message
	count    int // messages in slots
	capacity int
	policy   Policy
	end      error // why nothing more comes in, or nil
	dropped  uint64
	readers  line[T] // those who wait for a message; then count is 0
	writers  line[T] // those who wait for room; then count is capacity

	spare atomic.Pointer[waiter[T]] // that nobody uses, or nil
}

// NewInbox returns an empty inbox with room for capacity messages. It panics if
// capacity is less than 1 or policy is not one of the constants.
func NewInbox[T any](capacity int, policy Policy) *Inbox[T] {
	b := new(Inbox[T])
	b.init(capacity, policy)
	return b
}

func (b *Inbox[T]) init(capacity int, policy Policy) {
	if capacity < 1 {
		panic("pubsub: a subscription with room for less than one message")
	}
	if policy > Disconnect {
		panic("pubsub: unknown Policy")
	}
	b.capacity, b.policy = capacity, policy
}

// Put hands m to the one who waits longest to receive, or stores it, or does
// what the policy says if there is no room. It returns
//
//   - nil, if m is in, or was or displaced a message that the policy dropped;
//   - ErrSlow, if the policy is Disconnect and m ended the subscription;
//   - ErrClosed, if the subscription had ended, or ended while Put waited;
//   - ctx's error, if ctx ended while Put waited.
//
// It waits only if the policy is Block. On an error m is not in; it is counted
// in Dropped, unless the subscription had ended before.
func (b *Inbox[T]) Put(ctx context.Context, m Message[T]) error {
	b.mu.Lock()
	switch b.offer(&m) {
	case taken:
		return nil
	case disconnected:
		return ErrSlow
	case refused:
		return ErrClosed
	}
	return b.putSlowly(ctx, &m)
}

// A fate is what becomes of a message that an inbox is offered.
type fate uint8

const (
	taken        fate = iota // it is in, or counted
	refused                  // the subscription had ended
	disconnected             // it was one too many, and ended the subscription
	full                     // the publisher must wait
)

// offer puts m into the inbox if nobody needs to wait for that. The caller
// holds b.mu, which offer releases unless the message's fate is full.
func (b *Inbox[T]) offer(m *Message[T]) fate {
	if b.end != nil {
		b.mu.Unlock()
		return refused
	}
	if len(b.readers) > 0 {
		w := b.readers.leave()
		w.message = *m
		b.mu.Unlock() // waking takes longer than all that the lock is held for
		w.served <- true
		return taken
	}
	if b.count == b.capacity {
		switch b.policy {
		case Block:
			return full
		case DropNewest:
			b.dropped++
			b.mu.Unlock()
			return taken
		case Disconnect:
			b.dropped++
			b.end = ErrSlow // nobody waits: there are messages, and nobody blocks
			b.mu.Unlock()
			return disconnected
		case DropOldest:
			b.dropped++
			b.pop()
		}
	}
	b.push(*m)
	b.mu.Unlock()
	return taken
}

// try is offer for one who will come again if the inbox is full.
func (b *Inbox[T]) try(m *Message[T]) fate {
	b.mu.Lock()
	f := b.offer(m)
	if f == full {
		b.mu.Unlock()
	}
	return f
}

// putSlowly waits for room for m. The caller holds b.mu and was told that the
// inbox is full.
func (b *Inbox[T]) putSlowly(ctx context.Context, m *Message[T]) error {
	w := b.waiter()
	w.message = *m
	b.writers = append(b.writers, w)
	b.mu.Unlock()
	served, ok := w.wait(ctx)
	if !ok && !b.giveUp(w, &b.writers) {
		served, ok = <-w.served, true // too late: somebody had decided
	}
	b.release(w)
	switch {
	case !ok:
		return ctx.Err()
	case !served:
		return ErrClosed
	}
	return nil
}

// Receive is that of [Subscription].
func (b *Inbox[T]) Receive(ctx context.Context) (Message[T], error) {
	if err := ctx.Err(); err != nil {
		return Message[T]{}, err
	}
	b.mu.Lock()
	if b.count > 0 {
		m := b.pop()
		var w *waiter[T]
		if len(b.writers) > 0 {
			w = b.writers.leave()
			b.push(w.message)
		}
		b.mu.Unlock()
		if w != nil {
			w.served <- true
		}
		return m, nil
	}
	if err := b.end; err != nil {
		b.mu.Unlock()
		return Message[T]{}, err
	}
	w := b.waiter()
	b.readers = append(b.readers, w)
	b.mu.Unlock()
	served, ok := w.wait(ctx)
	if !ok && !b.giveUp(w, &b.readers) {
		// Too late: a message was handed over first, and must not be lost. So
		// the end of ctx does not count.
		served, ok = <-w.served, true
	}
	m := w.message
	b.release(w)
	switch {
	case !ok:
		return Message[T]{}, ctx.Err()
	case !served:
		return Message[T]{}, ErrClosed
	}
	return m, nil
}

// All is that of [Subscription].
func (b *Inbox[T]) All(ctx context.Context) iter.Seq[Message[T]] {
	return func(yield func(Message[T]) bool) {
		for {
			m, err := b.Receive(ctx)
			if err != nil || !yield(m) {
				return
			}
		}
	}
}

// Len is that of [Subscription].
func (b *Inbox[T]) Len() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.count
}

// Dropped is that of [Subscription].
func (b *Inbox[T]) Dropped() uint64 {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.dropped
}

// Close ends the subscription. Those who wait to receive get ErrClosed. Those
// who wait for room do, too, and their messages count as dropped. What is in
// the inbox stays there to be received. Closing it again does nothing.
func (b *Inbox[T]) Close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.close()
}

// Discard ends the subscription as Close does and drops what is in the inbox.
func (b *Inbox[T]) Discard() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.close()
	b.dropped += uint64(b.count)
	b.slots, b.head, b.count = nil, 0, 0
}

// close does the work of Close. The caller holds b.mu.
func (b *Inbox[T]) close() {
	if b.end == nil {
		b.end = ErrClosed
	}
	b.dropped += uint64(len(b.writers))
	b.readers.refuse()
	b.writers.refuse()
}

// giveUp takes w out of its line and reports whether it was still there. A
// message that waited for room is then lost.
func (b *Inbox[T]) giveUp(w *waiter[T], in *line[T]) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	i := slices.Index(*in, w)
	if i < 0 {
		return false
	}
	*in = slices.Delete(*in, i, i+1)
	if in == &b.writers {
		b.dropped++
	}
	return true
}

// roomy is how many slots an inbox keeps when it is empty. If it has more, it
// gives half of them back whenever three quarters are empty: a burst does not
// hold its memory for ever, and each message is copied at most a few times.
const roomy = 1024

// push appends m. There must be room.
func (b *Inbox[T]) push(m Message[T]) {
	if b.count == len(b.slots) {
		b.resize(max(2, 2*b.count))
	}
	b.slots[(b.head+b.count)&(len(b.slots)-1)] = m
	b.count++
}

// pop removes the oldest message. There must be one.
func (b *Inbox[T]) pop() Message[T] {
	m := b.slots[b.head]
	b.slots[b.head] = Message[T]{} // or it would stay reachable
	b.head = (b.head + 1) & (len(b.slots) - 1)
	b.count--
	if len(b.slots) > roomy && b.count <= len(b.slots)/4 {
		b.resize(len(b.slots) / 2)
	}
	return m
}

// resize moves the messages into so many slots, a power of two.
func (b *Inbox[T]) resize(size int) {
	slots := make([]Message[T], size)
	n := copy(slots, b.slots[b.head:min(b.head+b.count, len(b.slots))])
	copy(slots[n:], b.slots[:b.count-n])
	b.slots, b.head = slots, 0
}
