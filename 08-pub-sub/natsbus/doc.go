// Package natsbus is a [pubsub.Bus] on a NATS server: the same interface as
// [pubsub.Broker], across processes and machines.
//
// # Which one to use
//
// Use [pubsub.Broker] as long as everything is in one process. Use this package
// when some of it is not, or to be ready for that: [Open] without a URL starts a
// server within the process, which listens nowhere. Use nats.go itself for what
// the interface has not: requests and replies, queue groups, streams whose
// messages are acknowledged and outlive the server.
//
// # What changes
//
// Values are encoded, sent to the server and decoded once for each subscription
// that receives them. So subscriptions don't share the value.
//
// Publish returns when the message is in the connection's buffer. An error that
// comes later, or a connection that breaks, loses messages without a word: at
// most once, as always with a Bus, but here on the way as well. ctx is looked at
// once; a write to a connection that is stuck does not end with it.
//
// A publisher can't be made to wait for a subscriber that it knows nothing of:
// the policy Block is refused, with an error that wraps [errors.ErrUnsupported].
// NATS itself remembers nothing either: Replay is refused, too, but on a bus
// that was told to [Bus.Remember], for which the server must have JetStream.
//
// The other policies are this package's, not the server's, which would close
// the connection of whoever is slow. Each subscription has a goroutine that
// takes messages off the connection and never waits. So drops are counted
// exactly as by a Broker. Only if that goroutine falls half a million messages
// or 64 MB behind the connection does the client of NATS drop messages; they are
// in Dropped as well, until the subscription ends.
//
// A connection as a whole may be too slow, too: publishers flood it faster than
// this process reads. The server closes it when 64 MB wait for it (max_pending)
// or a write takes 10 s (write_deadline). The client connects again; what was
// sent to it meanwhile is lost, and nobody can count that.
//
// Order: that of each connection is kept; what one goroutine publishes through
// one bus reaches each subscription in that order.
package natsbus
