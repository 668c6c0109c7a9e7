package natsbus

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/stretchr/testify/require"

	"example.com/mastery/08-pub-sub/pubsub"
)

func TestTheEmbeddedServerListensNowhereAndLeavesNothing(t *testing.T) {
	c, err := Open("")
	require.NoError(t, err)
	require.Equal(t, net.Addr(nil), c.own.Addr())
	require.DirExists(t, c.dir)
	require.NoError(t, c.Close())
	require.NoDirExists(t, c.dir)
	require.False(t, c.own.Running())
}

// A connection that the client has given up sends nothing any more. Close says
// so, and ends the server all the same.
func TestCloseOfABrokenConnectionIsAnError(t *testing.T) {
	c, err := Open("")
	require.NoError(t, err)
	c.nc.Close()
	require.ErrorIs(t, c.Close(), nats.ErrConnectionClosed)
	require.NoDirExists(t, c.dir)
	require.False(t, c.own.Running())
}

func TestOpenFailsWithoutADirectory(t *testing.T) {
	for _, variable := range []string{"TMPDIR", "TMP", "TEMP"} { // Unix, Windows
		t.Setenv(variable, filepath.Join(t.TempDir(), "nowhere"))
	}
	_, err := Open("")
	require.ErrorIs(t, err, os.ErrNotExist)
}

// embeddedBus returns a bus that is closed at the end of the test.
func embeddedBus(t *testing.T) *Bus[int] {
	c, err := Open("")
	require.NoError(t, err)
	b, err := New(c, "test", JSON[int]())
	require.NoError(t, err)
	t.Cleanup(func() {
		require.NoError(t, b.Close())
		require.NoError(t, c.Close())
	})
	return b
}

// eventually waits until something is so that no event tells of.
func eventually(t *testing.T, what func() bool) {
	t.Helper()
	require.Eventually(t, what, 20*time.Second, time.Millisecond)
}

// When Subscribe returns the server knows of it: else what others publish then
// would be lost.
func TestSubscribeWaitsForTheServer(t *testing.T) {
	b := embeddedBus(t)
	before := b.conn.own.NumSubscriptions()
	for i := range 100 {
		_, err := b.Subscribe(t.Context(), "a", pubsub.Options{Policy: pubsub.DropNewest})
		require.NoError(t, err)
		require.EqualValues(t, before+1+uint32(i), b.conn.own.NumSubscriptions())
	}
}

// A subscription that has ended, however, costs neither the bus nor the
// connection anything.
func TestSubscriptionsThatEndAreForgotten(t *testing.T) {
	b := embeddedBus(t)
	o := pubsub.Options{Buffer: 1, Policy: pubsub.Disconnect}
	var subs []pubsub.Subscription[int]
	for range 3 {
		s, err := b.Subscribe(t.Context(), "a", o)
		require.NoError(t, err)
		subs = append(subs, s)
	}
	require.Equal(t, 3, b.conn.nc.NumSubscriptions())
	subs[0].Unsubscribe()
	subs[1].Drain()
	eventually(t, func() bool { return b.conn.nc.NumSubscriptions() == 1 })
	for range 2 {
		require.NoError(t, b.Publish(t.Context(), "a", 1))
	}
	eventually(t, func() bool { return b.conn.nc.NumSubscriptions() == 0 })
	eventually(t, func() bool { return openOn(b) == 0 })
}

// openOn returns how many subscriptions a bus knows of.
func openOn(b *Bus[int]) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.subs)
}

// A server that is started again has an empty memory: here the stream is taken
// away. The new one counts from 1, as if its messages were in the old one.
func TestNothingIsLostToAHistoryThatTheServerForgot(t *testing.T) {
	b := embeddedBus(t)
	require.NoError(t, b.Remember(t.Context(), 10))
	publish := func(from, to int) {
		for i := from; i < to; i++ {
			require.NoError(t, b.Publish(t.Context(), "a", i))
		}
	}
	publish(0, 5)
	o := pubsub.Options{Buffer: 100, Policy: pubsub.DropNewest, Replay: 2}
	s, err := b.Subscribe(t.Context(), "a", o)
	require.NoError(t, err)
	require.NoError(t, b.history.js.DeleteStream(t.Context(), b.history.stream.CachedInfo().Config.Name))
	require.ErrorIs(t, b.Publish(t.Context(), "a", 5), jetstream.ErrNoStreamResponse)
	_, err = b.Subscribe(t.Context(), "a", o)
	require.ErrorIs(t, err, jetstream.ErrStreamNotFound)
	require.Equal(t, 1, openOn(b), "what could not begin leaves nothing")
	require.NoError(t, b.Remember(t.Context(), 10))
	publish(5, 12)
	eventually(t, func() bool { return s.Len() == 2+7 })
	for i := range 2 + 7 {
		m, err := s.Receive(t.Context())
		require.NoError(t, err)
		require.Equal(t, 3+i, m.Value)
	}
	require.Zero(t, s.Dropped())
}

// The history answers nobody here: one Publish waits for it, and no other call
// waits for that.
func TestAPublishThatWaitsKeepsNobodyElse(t *testing.T) {
	b := embeddedBus(t)
	require.NoError(t, b.Remember(t.Context(), 1))
	b.history.prefix = "void."
	void, err := b.conn.nc.SubscribeSync("void.>")
	require.NoError(t, err)
	o := pubsub.Options{Policy: pubsub.DropNewest}
	s, err := b.Subscribe(t.Context(), "a", o)
	require.NoError(t, err)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	published := make(chan error, 1)
	go func() { published <- b.Publish(ctx, "a", 1) }()
	_, err = void.NextMsg(20 * time.Second)
	require.NoError(t, err)

	s.Unsubscribe()
	_, err = b.Subscribe(t.Context(), "a", o)
	require.NoError(t, err)
	soon, stop := context.WithTimeout(t.Context(), time.Millisecond)
	defer stop()
	require.ErrorIs(t, b.Publish(soon, "a", 2), context.DeadlineExceeded)
	require.Empty(t, published, "it waits still")
	cancel()
	require.ErrorIs(t, <-published, context.Canceled)
}

// A Publish that has begun is not cut off: its message goes out before Close
// tells the server that nobody listens any more.
func TestCloseWaitsForPublishesUnderWay(t *testing.T) {
	b := embeddedBus(t)
	s, err := b.Subscribe(t.Context(), "a", pubsub.Options{Policy: pubsub.DropNewest})
	require.NoError(t, err)
	_, ok := b.enter() // a Publish begins
	require.True(t, ok)
	var closing sync.WaitGroup
	closing.Go(func() { _ = b.Close() })
	eventually(t, func() bool { return errors.Is(b.Publish(t.Context(), "a", 0), pubsub.ErrClosed) })
	require.NoError(t, b.conn.nc.Flush())
	require.NoError(t, b.conn.nc.Publish(b.prefix+"a", []byte("7")))
	b.publishing.Done() // and ends
	closing.Wait()
	m, err := s.Receive(t.Context())
	for err == nil && m.Value == 0 {
		m, err = s.Receive(t.Context())
	}
	require.NoError(t, err)
	require.Equal(t, 7, m.Value)
}

func TestAConnectionThatBreaksIsMadeAnew(t *testing.T) {
	b := embeddedBus(t)
	s, err := b.Subscribe(t.Context(), "a", pubsub.Options{Policy: pubsub.DropOldest})
	require.NoError(t, err)
	id, err := b.conn.nc.GetClientID()
	require.NoError(t, err)
	require.NoError(t, b.conn.own.DisconnectClientByID(id))
	eventually(t, func() bool {
		now, err := b.conn.nc.GetClientID()
		return err == nil && now != id
	})
	eventually(t, func() bool { return b.Publish(t.Context(), "a", 1) == nil && s.Len() > 0 })
}

// Messages that the client drops, since the goroutine of a subscription does not
// keep up, count as well, also after the end. Here that goroutine waits, as it
// does while a history is fetched.
func TestWhatTheClientDropsIsCounted(t *testing.T) {
	b := embeddedBus(t)
	s := &subscription[int]{bus: b, inbox: pubsub.NewInbox[[]byte](100, pubsub.DropNewest), ready: make(chan struct{})}
	_, err := b.begin(s, "a", false)
	require.NoError(t, err)
	require.NoError(t, s.sub.SetPendingLimits(10, -1))
	for i := range 100 {
		require.NoError(t, b.Publish(t.Context(), "a", i))
	}
	require.NoError(t, b.conn.nc.Flush())
	require.GreaterOrEqual(t, s.Dropped(), uint64(88))
	close(s.ready)
	eventually(t, func() bool { return s.Len()+int(s.Dropped()) == 100 })
	s.Unsubscribe()
	require.EqualValues(t, 100, s.Dropped())
	require.Zero(t, s.Len())
}
