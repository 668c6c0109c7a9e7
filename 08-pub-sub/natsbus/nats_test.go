package natsbus_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.com/mastery/08-pub-sub/natsbus"
	"example.com/mastery/08-pub-sub/pubsub"
)

var lossy = pubsub.Options{Buffer: 100, Policy: pubsub.DropNewest}

// receive returns the next message; it must come.
func receive[T any](t *testing.T, s pubsub.Subscription[T]) pubsub.Message[T] {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	m, err := s.Receive(ctx)
	require.NoError(t, err)
	return m
}

// A thing is more than a number.
type thing struct {
	Name string
	Size float64
}

func TestMessagesCrossConnections(t *testing.T) {
	url := listening(t)
	here, err := natsbus.New(open(t, url), "things.eu", natsbus.JSON[thing]())
	require.NoError(t, err)
	there, err := natsbus.New(open(t, url), "things.eu", natsbus.JSON[thing]())
	require.NoError(t, err)
	sub, err := there.Subscribe(t.Context(), "*", lossy)
	require.NoError(t, err)
	require.NoError(t, here.Publish(t.Context(), "new", thing{"a", 1.5}))
	require.Equal(t, pubsub.Message[thing]{Subject: "new", Value: thing{"a", 1.5}}, receive(t, sub))
	require.NoError(t, here.Close())
	require.NoError(t, there.Publish(t.Context(), "new", thing{"b", 2}))
	require.Equal(t, "b", receive(t, sub).Value.Name, "the other bus is open")
	require.NoError(t, there.Close())
}

func TestBusesOfOtherNamesAreOthers(t *testing.T) {
	conn := open(t, "")
	a, err := natsbus.New(conn, "a", natsbus.JSON[int]())
	require.NoError(t, err)
	b, err := natsbus.New(conn, "b", natsbus.Bytes())
	require.NoError(t, err)
	ofA, err := a.Subscribe(t.Context(), ">", lossy)
	require.NoError(t, err)
	ofB, err := b.Subscribe(t.Context(), ">", lossy)
	require.NoError(t, err)
	require.NoError(t, a.Publish(t.Context(), "x", 1))
	require.NoError(t, b.Publish(t.Context(), "x", []byte("two")))
	require.Equal(t, 1, receive(t, ofA).Value)
	require.Equal(t, "two", string(receive(t, ofB).Value))
	require.NoError(t, a.Close())
	require.NoError(t, b.Close())

	_, err = natsbus.New(conn, "a.*", natsbus.Bytes())
	require.ErrorIs(t, err, pubsub.ErrSubject)
}

// What somebody else sends under our name may be anything.
func TestWhatCannotBeDecodedIsCounted(t *testing.T) {
	url := listening(t)
	b := bus(t, url)
	sub, err := b.Subscribe(t.Context(), ">", lossy)
	require.NoError(t, err)
	other, err := nats.Connect(url)
	require.NoError(t, err)
	defer other.Close()
	for _, text := range []string{"{", "1", "two", "3"} {
		require.NoError(t, other.Publish("test.a.b", []byte(text)))
	}
	require.Equal(t, pubsub.Message[int]{Subject: "a.b", Value: 1}, receive(t, sub))
	require.Equal(t, 3, receive(t, sub).Value)
	require.EqualValues(t, 2, sub.Dropped())
	require.NoError(t, b.Close())
}

func TestAValueThatCannotBeSentIsAnError(t *testing.T) {
	conn := open(t, "")
	values, err := natsbus.New(conn, "values", natsbus.JSON[any]())
	require.NoError(t, err)
	require.ErrorContains(t, values.Publish(t.Context(), "a", make(chan int)), "natsbus: encode: json: unsupported type")
	bytes, err := natsbus.New(conn, "bytes", natsbus.Bytes())
	require.NoError(t, err)
	require.ErrorIs(t, bytes.Publish(t.Context(), "a", make([]byte, 2<<20)), nats.ErrMaxPayload)
}

func TestOpenFailsWithoutAServer(t *testing.T) {
	_, err := natsbus.Open("nats://127.0.0.1:1")
	require.ErrorIs(t, err, nats.ErrNoServers)
}

func TestSubscriptionsEndWithTheConnection(t *testing.T) {
	conn, err := natsbus.Open("")
	require.NoError(t, err)
	b, err := natsbus.New(conn, "test", natsbus.JSON[int]())
	require.NoError(t, err)
	sub, err := b.Subscribe(t.Context(), "a", lossy)
	require.NoError(t, err)
	ended := make(chan error)
	go func() {
		_, err := sub.Receive(t.Context())
		ended <- err
	}()
	require.NoError(t, conn.Close())
	require.ErrorIs(t, <-ended, pubsub.ErrClosed)
	require.ErrorIs(t, b.Publish(t.Context(), "a", 1), nats.ErrConnectionClosed)
	_, err = b.Subscribe(t.Context(), "a", lossy)
	require.ErrorIs(t, err, nats.ErrConnectionClosed)
	require.NoError(t, b.Close())
}

func TestCloseSendsWhatIsInTheBuffer(t *testing.T) {
	url := listening(t)
	there := bus(t, url)
	sub, err := there.Subscribe(t.Context(), "a", pubsub.Options{Buffer: 1000, Policy: pubsub.DropNewest})
	require.NoError(t, err)
	conn, err := natsbus.Open(url)
	require.NoError(t, err)
	here, err := natsbus.New(conn, "test", natsbus.JSON[int]())
	require.NoError(t, err)
	for i := range 1000 {
		require.NoError(t, here.Publish(t.Context(), "a", i))
	}
	require.NoError(t, here.Close())
	require.NoError(t, conn.Close())
	for i := range 1000 {
		require.Equal(t, i, receive(t, sub).Value)
	}
	require.NoError(t, there.Close())
}

func TestRememberNeedsJetStream(t *testing.T) {
	b := bus(t, start(t, &server.Options{}))
	require.ErrorIs(t, b.Remember(t.Context(), 1), errors.ErrUnsupported)
	require.PanicsWithValue(t, "natsbus: Remember of less than one message", func() { _ = b.Remember(t.Context(), 0) })
}

// The history is the server's: it outlives the process that published.
func TestAHistoryIsSharedByConnections(t *testing.T) {
	url := listening(t)
	first := bus(t, url)
	require.NoError(t, first.Remember(t.Context(), 10))
	for i := range 3 {
		require.NoError(t, first.Publish(t.Context(), "a", i))
	}
	require.NoError(t, first.Close())

	second := bus(t, url)
	require.NoError(t, second.Remember(t.Context(), 10))
	o := lossy
	o.Replay = 2
	sub, err := second.Subscribe(t.Context(), "a", o)
	require.NoError(t, err)
	require.NoError(t, second.Publish(t.Context(), "a", 3))
	for i := range 3 {
		require.Equal(t, 1+i, receive(t, sub).Value)
	}
	require.NoError(t, second.Close())
}

// starred finds tokens that begin with * and go on. Such a token is no wildcard
// when the server routes messages, as the suite shows, but SubjectMatchesFilter
// takes it for one.
var starred = regexp.MustCompile(`(^|\.)\*[^.]`)

// Package pubsub says that its rules are those of NATS. Here NATS is asked.
func FuzzRulesOfNATS(f *testing.F) {
	for _, s := range []string{"a", "a.b", "a..b", ".", ">", "*", "a.>", "a.>.b", "a.*.b", " ", "a.\f", "a b", "\x00", "a*.b>", "*.*", "a.**"} {
		f.Add(s, "a.b")
	}
	f.Fuzz(rulesOfNATS)
}

func rulesOfNATS(t *testing.T, pattern, subject string) {
	valid, literal := server.IsValidSubject(pattern), server.IsValidPublishSubject(subject)
	require.Equal(t, valid, pubsub.CheckPattern(pattern) == nil, "pattern %q", pattern)
	require.Equal(t, literal, pubsub.CheckSubject(subject) == nil, "subject %q", subject)
	if valid && literal && !starred.MatchString(pattern) {
		require.Equal(t, server.SubjectMatchesFilter(subject, pattern), pubsub.Match(pattern, subject), "%q and %q", pattern, subject)
	}
}

func TestRulesOfNATS(t *testing.T) {
	tokens := rapid.SampledFrom([]string{"a", "b", "*", ">", "a*", "", " ", "x\t"})
	draw := rapid.Map(rapid.SliceOfN(tokens, 1, 4), func(s []string) string { return strings.Join(s, ".") })
	rapid.Check(t, func(r *rapid.T) {
		rulesOfNATS(t, draw.Draw(r, "pattern"), draw.Draw(r, "subject"))
	})
}
