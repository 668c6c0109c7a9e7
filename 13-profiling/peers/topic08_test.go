package main

import (
	"context"
	"testing"
	"time"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/pubsub/gochannel"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/stretchr/testify/require"
)

func BenchmarkPubSub(b *testing.B) { bench(b, "PubSub") }

func BenchmarkPubSubCrowd(b *testing.B) { bench(b, "PubSubCrowd") }

// What follows holds the table of 08-pub-sub to what it says of others.

// Why our contest lets Publish wait for those who acknowledge.
func TestGochannelKeepsNoOrder(t *testing.T) {
	b := gochannel.NewGoChannel(gochannel.Config{OutputChannelBuffer: 1}, nil)
	messages, err := b.Subscribe(t.Context(), "a")
	require.NoError(t, err)
	for range 10_000 {
		for _, id := range []string{"first", "second"} {
			require.NoError(t, b.Publish("a", message.NewMessage(id, nil)))
		}
		first, second := <-messages, (*message.Message)(nil)
		first.Ack()
		second = <-messages
		second.Ack()
		if first.UUID == "second" {
			require.NoError(t, b.Close())
			return
		}
	}
	t.Fatal("the messages always came in order")
}

// The room that was asked for is no use to a publisher that waits.
func TestGochannelLetsThePublisherWaitForAll(t *testing.T) {
	b := gochannel.NewGoChannel(gochannel.Config{OutputChannelBuffer: 10, BlockPublishUntilSubscriberAck: true}, nil)
	messages, err := b.Subscribe(t.Context(), "a")
	require.NoError(t, err)
	acknowledged := make(chan bool, 1)
	go func() { // ends when it has acknowledged the message
		m := <-messages
		acknowledged <- true
		m.Ack()
	}()
	require.NoError(t, b.Publish("a", message.NewMessage("", nil)))
	require.Len(t, acknowledged, 1)
	require.NoError(t, b.Close())
}

func TestGochannelHasNoWildcards(t *testing.T) {
	b := gochannel.NewGoChannel(gochannel.Config{BlockPublishUntilSubscriberAck: true}, nil)
	messages, err := b.Subscribe(t.Context(), "a.*")
	require.NoError(t, err)
	require.NoError(t, b.Publish("a.b", message.NewMessage("", nil)))
	require.NoError(t, b.Close())
	_, ok := <-messages
	require.False(t, ok)
}

// A subscriber of NATS that does not read loses messages, and the publisher
// learns nothing.
func TestNATSDoesNotLetPublishersWait(t *testing.T) {
	s, err := server.NewServer(&server.Options{DontListen: true, NoLog: true, NoSigs: true})
	require.NoError(t, err)
	s.Start()
	require.True(t, s.ReadyForConnections(10*time.Second))
	defer s.WaitForShutdown()
	defer s.Shutdown()
	conn, err := nats.Connect("", nats.InProcessServer(s), nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}))
	require.NoError(t, err)
	defer conn.Close()
	ctx, release := context.WithCancel(t.Context())
	defer release()
	sub, err := conn.Subscribe("a", func(*nats.Msg) { <-ctx.Done() })
	require.NoError(t, err)
	require.NoError(t, sub.SetPendingLimits(10, -1))
	for range 1000 {
		require.NoError(t, conn.Publish("a", nil))
	}
	require.NoError(t, conn.Flush())
	dropped, err := sub.Dropped()
	require.NoError(t, err)
	require.GreaterOrEqual(t, dropped, 980)
}
