package main

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/pubsub/gochannel"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"example.com/mastery/08-pub-sub/pubsub"
)

func init() {
	register(
		&Contest{
			Topic: "08-pub-sub", Name: "PubSub",
			About: "publish 10,000 ÷ n messages of 64 bytes under one subject to n subscribers, each a goroutine, until each has read all",
			Sizes: []int{1, 10, 1000},
			Ours:  Entry{Name: "pubsub.Broker", Start: brokerPublish},
			Peers: []Entry{
				{
					Name: "NATS in process", Start: natsPublish, Module: "github.com/nats-io/nats-server/v2",
					Less: "a publisher can't wait for a subscriber: messages are dropped; but it copies them and sends them through a socket",
				},
				{
					Name: "watermill gochannel", Start: gochannelPublish, Module: "github.com/ThreeDotsLabs/watermill",
					Less: "no wildcards, no buffer: a publisher waits for all subscribers, a goroutine for each message and subscriber; but messages are acknowledged",
				},
				{
					Name: "chan for each", Start: chanPublish,
					Less: "no subjects, no context, one slow subscriber stalls all, nobody can unsubscribe while others publish",
				},
			},
		},
		&Contest{
			Topic: "08-pub-sub", Name: "PubSubCrowd",
			About: "publish and receive 1,000 messages, one after the other, while n others are subscribed to subjects of their own",
			Sizes: []int{100_000},
			Ours:  Entry{Name: "pubsub.Broker", Start: crowdPublish},
			Peers: []Entry{{
				Name: "pubsub.Broker with 1 other", Start: func(int) (func(), func()) { return crowdPublish(1) },
				Less: "99,999 subscriptions",
			}},
		},
	)
}

const (
	delivered = 10_000 // messages that one operation delivers
	roomFor   = 1024   // messages in each subscriber's buffer
	pubTopic  = "orders.eu.new"
)

var pubPayload = make([]byte, 64)

// An audience are n subscribers who each wait for the messages of an operation.
type audience struct {
	each    int
	reading sync.WaitGroup // an operation's messages
	serving sync.WaitGroup // the subscribers' goroutines
}

func newAudience(n int) *audience { return &audience{each: delivered / n} }

// counter returns what a subscriber calls for each message.
func (a *audience) counter() func() {
	left := a.each
	return func() {
		if left--; left == 0 {
			left = a.each
			a.reading.Done()
		}
	}
}

// op publishes each message to n subscribers and waits until they have read.
func (a *audience) op(n int, publish func()) func() {
	return func() {
		a.reading.Add(n)
		for range a.each {
			publish()
		}
		a.reading.Wait()
	}
}

func brokerPublish(n int) (op, stop func()) {
	ctx := context.Background()
	a, b := newAudience(n), new(pubsub.Broker[[]byte])
	for range n {
		s, err := b.Subscribe(ctx, pubTopic, pubsub.Options{Buffer: roomFor})
		must(err)
		a.serving.Go(func() {
			read := a.counter()
			for range s.All(ctx) {
				read()
			}
		})
	}
	return a.op(n, func() { must(b.Publish(ctx, pubTopic, pubPayload)) }), func() {
		must(b.Close())
		a.serving.Wait()
	}
}

// natsPublish gives each subscriber a callback, which the client calls in a
// goroutine of its own. Messages go over the loopback device: it is quicker than
// nats.InProcessServer, a net.Pipe, which has no buffer.
func natsPublish(n int) (op, stop func()) {
	s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true})
	must(err)
	s.Start()
	if !s.ReadyForConnections(10 * time.Second) {
		panic("the NATS server is not ready")
	}
	conn, err := nats.Connect(s.ClientURL())
	must(err)
	a := newAudience(n)
	for range n {
		read := a.counter()
		_, err := conn.Subscribe(pubTopic, func(*nats.Msg) { read() })
		must(err)
	}
	must(conn.Flush())
	return a.op(n, func() { must(conn.Publish(pubTopic, pubPayload)) }), func() {
		conn.Close()
		s.Shutdown()
		s.WaitForShutdown()
	}
}

// gochannelPublish lets Publish wait until all have acknowledged: else there is
// no order between messages.
func gochannelPublish(n int) (op, stop func()) {
	c := gochannel.Config{OutputChannelBuffer: roomFor, BlockPublishUntilSubscriberAck: true}
	a, b := newAudience(n), gochannel.NewGoChannel(c, nil)
	for range n {
		messages, err := b.Subscribe(context.Background(), pubTopic)
		must(err)
		a.serving.Go(func() {
			read := a.counter()
			for m := range messages {
				m.Ack()
				read()
			}
		})
	}
	return a.op(n, func() { must(b.Publish(pubTopic, message.NewMessage("", pubPayload))) }), func() {
		must(b.Close())
		a.serving.Wait()
	}
}

// chanPublish is what one writes without a library.
func chanPublish(n int) (op, stop func()) {
	var mu sync.RWMutex // guards subscribers
	subscribers := map[string][]chan []byte{}
	a := newAudience(n)
	for range n {
		c := make(chan []byte, roomFor)
		subscribers[pubTopic] = append(subscribers[pubTopic], c)
		a.serving.Go(func() {
			read := a.counter()
			for range c {
				read()
			}
		})
	}
	publish := func() {
		mu.RLock()
		defer mu.RUnlock()
		for _, c := range subscribers[pubTopic] {
			c <- pubPayload
		}
	}
	return a.op(n, publish), func() {
		for _, c := range subscribers[pubTopic] {
			close(c)
		}
		a.serving.Wait()
	}
}

func crowdPublish(others int) (op, stop func()) {
	ctx := context.Background()
	var b pubsub.Broker[[]byte]
	for i := range others {
		_, err := b.Subscribe(ctx, fmt.Sprintf("orders.%d.new", i), pubsub.Options{})
		must(err)
	}
	s, err := b.Subscribe(ctx, pubTopic, pubsub.Options{})
	must(err)
	return func() {
		for range 1000 {
			must(b.Publish(ctx, pubTopic, pubPayload))
			_, err := s.Receive(ctx)
			must(err)
		}
	}, nil
}

// must is for what can't fail in a contest.
func must(err error) {
	if err != nil {
		panic(err)
	}
}
