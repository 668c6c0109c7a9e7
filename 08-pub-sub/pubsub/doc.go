// Package pubsub hands messages from those who publish them to all who have
// subscribed, and neither need to know the other. Messages go out under a
// subject such as orders.eu.new; subscriptions choose by a pattern such as
// orders.*.new or orders.>, with the rules of NATS.
//
// # Which one to use
//
// Call a function, or send on a channel, when there is one receiver and both
// ends know it. Close a channel to tell many goroutines one thing once. Use
// [sync.Cond] for those who wait for a change of state under a lock. Use
// package context to cancel.
//
// Use a [Broker] when who listens changes while the program runs, when there are
// many who listen, or when each must be treated in its own way if it is slow. It
// is within the process and forgets everything when that ends.
//
// Use a server, as package natsbus in the folder beside this one does through
// the same interface [Bus], when messages cross processes. It copies and encodes
// every message, and it can't make a publisher wait for a subscriber.
//
// # Guarantees
//
// Types: a bus carries values of one type. Use a bus for each kind of event; its
// subjects then say what happened to which one.
//
// Delivery: at most once. A message goes to those who are subscribed when it is
// published, into a buffer in memory. Nobody acknowledges anything. Publish
// without an error means that every subscription has it in its buffer, or has
// counted it as lost, not that somebody has received it.
//
// Order: what one goroutine publishes reaches each subscription in that order.
// Two publishers' messages may be in different orders in two subscriptions.
// Replayed messages come before all others.
//
// Losses: each subscription has its own [Policy], and every message that it was
// handed is received, or waits, or is counted in Dropped. Nothing is lost
// uncounted.
//
// Memory: Publish happens before the Receive that returns its message, in the
// sense of the Go memory model. All subscriptions share the value. A buffer has
// room for [Options].Buffer messages besides those replayed. It takes memory
// when messages come, and keeps at most 1,024 slots when they have gone: a
// subscription to which nothing was published costs about 500 bytes and no
// goroutine.
//
// # How it works
//
// The subscriptions are in a trie over the tokens of their patterns. The trie is
// immutable behind one atomic pointer: Publish loads the pointer and walks,
// while Subscribe and Unsubscribe build a new trie that shares all but a few
// nodes with the old one. So publishers meet only at the inbox of a subscription
// that both publish to, and at the history of a broker that keeps one. The
// exception is a Publish that disconnects a slow subscription: it waits for
// Subscribe and Unsubscribe calls, to take it out.
//
// What else was thought of: a sync.RWMutex around a map makes all publishers
// write to one cache line, and one that waits for a slow subscriber with the
// lock held stalls Subscribe, which then stalls all readers. A sync.Map finds
// subjects but no patterns. A goroutine and a channel for each subscription take
// their memory before the first message, and closing the channel while somebody
// sends on it panics.
package pubsub
