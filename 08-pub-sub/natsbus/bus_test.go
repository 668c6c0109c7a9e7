package natsbus_test

import (
	"fmt"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/08-pub-sub/natsbus"
	"example.com/mastery/08-pub-sub/pubsub"
	"example.com/mastery/08-pub-sub/pubsub/pubsubtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// open returns a connection that is closed at the end of the test.
func open(t *testing.T, url string) *natsbus.Conn {
	conn, err := natsbus.Open(url)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, conn.Close()) })
	return conn
}

// bus returns a bus on a connection of its own.
func bus(t *testing.T, url string) *natsbus.Bus[int] {
	b, err := natsbus.New(open(t, url), "test", natsbus.JSON[int]())
	require.NoError(t, err)
	return b
}

// listening starts a server with a TCP port and JetStream and returns its URL.
func listening(t *testing.T) string {
	return start(t, &server.Options{JetStream: true, StoreDir: t.TempDir()})
}

// start starts a server with a TCP port and returns its URL.
func start(t *testing.T, o *server.Options) string {
	o.Host, o.Port, o.NoLog, o.NoSigs = "127.0.0.1", server.RANDOM_PORT, true, true
	s, err := server.NewServer(o)
	require.NoError(t, err)
	s.Start()
	t.Cleanup(func() {
		s.Shutdown()
		s.WaitForShutdown()
	})
	require.True(t, s.ReadyForConnections(10*time.Second))
	return s.ClientURL()
}

// kind is an implementation for the suite. The server at url is shared by its
// tests: each of those with a history has a bus of another name.
func kind(url string) pubsubtest.Kind {
	var names atomic.Int64
	return pubsubtest.Kind{
		New: func(t *testing.T, history int) pubsub.Bus[int] {
			if history == 0 {
				return bus(t, url)
			}
			b, err := natsbus.New(open(t, url), fmt.Sprint("remembers.", names.Add(1)), natsbus.JSON[int]())
			require.NoError(t, err)
			require.NoError(t, b.Remember(t.Context(), history))
			return b
		},
		Replays: true,
		Churn:   300,
	}
}

func TestBusInProcess(t *testing.T) { pubsubtest.Run(t, kind("")) }

func TestBusByURL(t *testing.T) { pubsubtest.Run(t, kind(listening(t))) }
