package pubsub

import (
	"context"
	"errors"
	"iter"
)

// A Bus carries messages with values of one type from those who publish under a
// subject to all who subscribe to a pattern that matches it. [Broker] is a Bus
// within the process; package natsbus has one on a NATS server. All methods may
// be called by any number of goroutines at the same time.
type Bus[T any] interface {
	// Publish sends value to every subscription that matches subject, which
	// must be without wildcards (see [CheckSubject]). The messages that one
	// goroutine publishes, one after the other, reach each subscription in that
	// order. It returns ctx's error if ctx has ended, and ErrClosed once the bus
	// is closed.
	Publish(ctx context.Context, subject string, value T) error

	// Subscribe begins to collect the messages that match pattern (see
	// [CheckPattern]): every Publish that begins after Subscribe has returned.
	// ctx bounds the call, not the subscription. What the bus can't do is an
	// error that wraps [errors.ErrUnsupported], and never done half.
	Subscribe(ctx context.Context, pattern string, o Options) (Subscription[T], error)

	// Close ends the bus and drains every subscription: what it has collected
	// can still be received. Closing a closed bus does nothing.
	Close() error
}

// A Subscription collects the messages that match its pattern until they are
// received. Every message that it was handed is received, or still waits, or
// was counted in Dropped. All methods may be called by any number of goroutines
// at the same time; each message goes to one of those who receive.
type Subscription[T any] interface {
	// Receive removes and returns the oldest message. It blocks while there is
	// none. It returns ctx's error if ctx ends before there is one or has ended
	// already. Once the subscription has ended and nothing is left, it returns
	// ErrSlow if the policy Disconnect ended it, or else ErrClosed.
	Receive(ctx context.Context) (Message[T], error)

	// All returns an iterator over what Receive returns, until that is an error;
	// one more Receive says which. A loop that breaks leaves the rest.
	All(ctx context.Context) iter.Seq[Message[T]]

	// Len returns how many messages wait to be received.
	Len() int

	// Dropped returns how many messages were lost for this subscription: for
	// want of room, because a publisher gave up or was turned away while it
	// waited, or by Unsubscribe.
	Dropped() uint64

	// Unsubscribe ends the subscription and drops what was not received.
	// Publishers that wait for room in it go on. Nothing arrives after it has
	// returned. Ending a subscription twice does nothing, but Unsubscribe after
	// Drain drops what is left. To end it with a context, use
	// context.AfterFunc(ctx, s.Unsubscribe).
	Unsubscribe()

	// Drain ends the subscription as Unsubscribe does, but what it has
	// collected can still be received.
	Drain()
}

// A Message is a value and the subject under which it was published. All
// subscriptions get the same value: what it points to must not be changed.
type Message[T any] struct {
	Subject string
	Value   T
}

// Options say how a subscription collects messages. The zero value has room for
// DefaultBuffer messages and blocks publishers when that is full.
type Options struct {
	// Policy is what happens to a message for which there is no room.
	Policy Policy

	// Buffer is the room, in messages; 0 is DefaultBuffer. No memory is taken
	// for it before messages come.
	Buffer int

	// Replay begins the subscription with the last so many messages that match,
	// as far as the bus remembers them. What was published since then follows:
	// nothing between them is missing and nothing comes twice. They have room
	// besides Buffer.
	Replay int
}

// DefaultBuffer is the room of a subscription whose Options name none.
const DefaultBuffer = 64

// A Policy is what a subscription does with a message when it has no room.
type Policy uint8

const (
	// Block lets the publisher wait. It loses nothing, and a subscriber that
	// does not receive stalls everybody who publishes to it.
	Block Policy = iota

	// DropOldest drops the message that has waited longest: for state, of which
	// only the newest counts.
	DropOldest

	// DropNewest drops the message that comes: for events, of which the first
	// tell the cause.
	DropNewest

	// Disconnect drops the message that comes and ends the subscription: for
	// those who would rather begin anew than miss one. What was collected before
	// can be received; after that Receive returns ErrSlow.
	Disconnect
)

// String returns the name of the constant.
func (p Policy) String() string {
	switch p {
	case Block:
		return "Block"
	case DropOldest:
		return "DropOldest"
	case DropNewest:
		return "DropNewest"
	case Disconnect:
		return "Disconnect"
	}
	return "invalid"
}

var (
	// ErrClosed is returned by Publish and Subscribe once the bus is closed, and
	// by Receive once the subscription has ended and nothing is left in it.
	ErrClosed = errors.New("pubsub: closed")

	// ErrSlow is returned by Receive after the policy Disconnect has ended the
	// subscription.
	ErrSlow = errors.New("pubsub: disconnected, too slow")

	// ErrSubject is wrapped by what Publish and Subscribe return for a subject
	// or pattern that is not valid.
	ErrSubject = errors.New("pubsub: bad subject")
)
