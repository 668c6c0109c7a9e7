package pubsub_test

import (
	"context"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/08-pub-sub/pubsub"
)

// subscribe subscribes to "a".
func subscribe(t *testing.T, b *pubsub.Broker[int], o pubsub.Options) pubsub.Subscription[int] {
	t.Helper()
	s, err := b.Subscribe(t.Context(), "a", o)
	require.NoError(t, err)
	return s
}

// values receives all that is in a subscription.
func values(t *testing.T, s pubsub.Subscription[int]) []int {
	t.Helper()
	var got []int
	for s.Len() > 0 {
		m, err := s.Receive(t.Context())
		require.NoError(t, err)
		got = append(got, m.Value)
	}
	return got
}

func TestASlowOneDelaysThePublisherButNotTheMessageToOthers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b pubsub.Broker[int]
		before := subscribe(t, &b, pubsub.Options{})
		slow := subscribe(t, &b, pubsub.Options{Buffer: 1})
		after := subscribe(t, &b, pubsub.Options{})
		require.NoError(t, b.Publish(t.Context(), "a", 1))
		published := false
		go func() {
			require.NoError(t, b.Publish(t.Context(), "a", 2))
			published = true
		}()
		synctest.Wait()
		require.False(t, published)
		require.Equal(t, []int{1, 2}, values(t, before))
		require.Equal(t, []int{1, 2}, values(t, after))
		// Nor does it keep anybody from coming and going, or others from publishing.
		subscribe(t, &b, pubsub.Options{}).Unsubscribe()
		require.NoError(t, b.Publish(t.Context(), "b", 3))
		require.Equal(t, []int{1}, values(t, slow)[:1])
		synctest.Wait()
		require.True(t, published)
	})
}

func TestACanceledPublishReachesThoseWithRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var b pubsub.Broker[int]
		full := []pubsub.Subscription[int]{
			subscribe(t, &b, pubsub.Options{Buffer: 1}),
			subscribe(t, &b, pubsub.Options{Buffer: 1}),
		}
		roomy := subscribe(t, &b, pubsub.Options{})
		require.NoError(t, b.Publish(t.Context(), "a", 1))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start := time.Now()
		require.ErrorIs(t, b.Publish(ctx, "a", 2), context.DeadlineExceeded)
		require.Equal(t, time.Minute, time.Since(start))
		require.Equal(t, []int{1, 2}, values(t, roomy))
		for _, s := range full {
			require.Equal(t, []int{1}, values(t, s))
			require.EqualValues(t, 1, s.Dropped())
		}
	})
}

// stuck returns a broker with one full subscription, and the errors of ten
// Publish calls that wait for room in it.
func stuck(t *testing.T) (*pubsub.Broker[int], pubsub.Subscription[int], <-chan error) {
	b := new(pubsub.Broker[int])
	s := subscribe(t, b, pubsub.Options{Buffer: 1})
	require.NoError(t, b.Publish(t.Context(), "a", 0))
	errs := make(chan error, 10)
	for range cap(errs) {
		go func() { errs <- b.Publish(t.Context(), "a", 1) }()
	}
	synctest.Wait()
	require.Empty(t, errs)
	return b, s, errs
}

func TestCloseWhilePublishersBlock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, s, errs := stuck(t)
		require.NoError(t, b.Close())
		for range cap(errs) {
			require.ErrorIs(t, <-errs, pubsub.ErrClosed)
		}
		require.EqualValues(t, 10, s.Dropped())
		require.Equal(t, []int{0}, values(t, s))
		_, err := s.Receive(t.Context())
		require.ErrorIs(t, err, pubsub.ErrClosed)
	})
}

func TestPublishersThatWaitGoOnWhenTheSubscriptionEnds(t *testing.T) {
	for name, end := range map[string]struct {
		end     func(pubsub.Subscription[int])
		dropped uint64
	}{
		"Unsubscribe": {pubsub.Subscription[int].Unsubscribe, 11},
		"Drain":       {pubsub.Subscription[int].Drain, 10},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				_, s, errs := stuck(t)
				end.end(s)
				for range cap(errs) {
					require.NoError(t, <-errs, "the broker is open")
				}
				require.Equal(t, end.dropped, s.Dropped())
				require.EqualValues(t, 11, int(s.Dropped())+len(values(t, s)))
			})
		})
	}
}

// TestNothingArrivesAfterUnsubscribe unsubscribes under each policy while others
// publish: what the subscription says then stays so.
func TestNothingArrivesAfterUnsubscribe(t *testing.T) {
	for round := range 100 {
		b := pubsub.Broker[int]{History: 2}
		s := subscribe(t, &b, pubsub.Options{Buffer: 1 + round%3, Policy: pubsub.Policy(round % 4), Replay: round % 2})
		var publishers sync.WaitGroup
		begun, ended := make(chan struct{}, 2), make(chan struct{})
		for range 2 {
			publishers.Go(func() {
				for i := range 100 {
					if i == 1 {
						begun <- struct{}{}
					}
					if i == 50 {
						<-ended
					}
					if err := b.Publish(t.Context(), "a", i); err != nil {
						t.Error(err)
					}
				}
			})
		}
		if round%4 != int(pubsub.Block) { // else a publisher may wait before that
			<-begun
		}
		s.Unsubscribe()
		dropped := s.Dropped()
		close(ended)
		publishers.Wait()
		require.Equal(t, dropped, s.Dropped())
		require.Zero(t, s.Len())
	}
}

func TestTheZeroBrokerIsOpenAndEmpty(t *testing.T) {
	var b pubsub.Broker[int]
	require.NoError(t, b.Publish(t.Context(), "a", 1), "nobody is no error")
	require.NoError(t, b.Close())
	require.ErrorIs(t, b.Publish(t.Context(), "a", 1), pubsub.ErrClosed)
}

func TestOptionsThatMakeNoSensePanic(t *testing.T) {
	var b pubsub.Broker[int]
	for _, o := range []pubsub.Options{{Buffer: -1}, {Replay: -1}} {
		require.PanicsWithValue(t, "pubsub: Options with a negative number", func() { _, _ = b.Subscribe(t.Context(), "a", o) })
	}
	require.PanicsWithValue(t, "pubsub: unknown Policy", func() { _, _ = b.Subscribe(t.Context(), "a", pubsub.Options{Policy: 9}) })
}

func TestPoliciesHaveNames(t *testing.T) {
	var names []string
	for p := pubsub.Block; p <= pubsub.Disconnect+1; p++ {
		names = append(names, p.String())
	}
	require.Equal(t, []string{"Block", "DropOldest", "DropNewest", "Disconnect", "invalid"}, names)
}

// TestAMessageThatWaitsIsPartOfTheHistory subscribes while a publisher waits for
// somebody else: the message is the past, and does not come again.
func TestAMessageThatWaitsIsPartOfTheHistory(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := pubsub.Broker[int]{History: 4}
		slow := subscribe(t, &b, pubsub.Options{Buffer: 1})
		require.NoError(t, b.Publish(t.Context(), "a", 1))
		go func() { require.NoError(t, b.Publish(t.Context(), "a", 2)) }()
		synctest.Wait()
		late := subscribe(t, &b, pubsub.Options{Replay: 4})
		require.Equal(t, []int{1, 2}, values(t, late))
		require.Equal(t, []int{1, 2}, values(t, slow))
		synctest.Wait()
		require.Zero(t, late.Len())
	})
}

// TestReplayedMessagesAreDroppedFirst fills the room that was made for the
// replayed ones and what comes.
func TestReplayedMessagesAreDroppedFirst(t *testing.T) {
	b := pubsub.Broker[int]{History: 4}
	for i := range 10 {
		require.NoError(t, b.Publish(t.Context(), "a", i))
	}
	s := subscribe(t, &b, pubsub.Options{Buffer: 2, Policy: pubsub.DropOldest, Replay: 3})
	for i := range 4 {
		require.NoError(t, b.Publish(t.Context(), "a", 10+i))
	}
	require.EqualValues(t, 2, s.Dropped())
	require.Equal(t, []int{9, 10, 11, 12, 13}, values(t, s))
}

// heap returns how many bytes are in use.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestOneWhoNeverReadsDoesNotFillTheMemory publishes 50 MB to one who does not
// read, under each policy. Publishers wait a minute at most.
func TestOneWhoNeverReadsDoesNotFillTheMemory(t *testing.T) {
	const room, messages = 10, 5000
	for policy, want := range map[pubsub.Policy]struct {
		dropped uint64
		failed  int
	}{
		pubsub.Block:      {messages - room, messages - room},
		pubsub.DropOldest: {messages - room, 0},
		pubsub.DropNewest: {messages - room, 0},
		pubsub.Disconnect: {1, 0},
	} {
		t.Run(policy.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var b pubsub.Broker[[]byte]
				s, err := b.Subscribe(t.Context(), "a", pubsub.Options{Buffer: room, Policy: policy})
				require.NoError(t, err)
				before, failed := heap(), 0
				for range messages {
					ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
					if b.Publish(ctx, "a", make([]byte, 10_000)) != nil {
						failed++
					}
					cancel()
				}
				require.Less(t, heap()-before, int64(1<<20))
				require.Equal(t, room, s.Len())
				require.Equal(t, want.dropped, s.Dropped())
				require.Equal(t, want.failed, failed)
				runtime.KeepAlive(&b)
			})
		})
	}
}

// TestBrokersInAStorm uses a broker from ten goroutines, which may all be
// blocked, until an eleventh closes it; fifty times.
func TestBrokersInAStorm(t *testing.T) {
	for range 50 {
		b := pubsub.Broker[int]{History: 3}
		var storm, busy sync.WaitGroup
		busy.Add(10)
		for g := range 10 {
			storm.Go(func() {
				for i := 0; ; i++ {
					if i == 5 {
						busy.Done()
					}
					o := pubsub.Options{Buffer: 1, Policy: pubsub.Policy(i % 4), Replay: i % 5}
					s, err := b.Subscribe(t.Context(), "a.>", o)
					if err != nil {
						return
					}
					ctx := t.Context()
					if i < 5 {
						var cancel context.CancelFunc
						ctx, cancel = context.WithTimeout(ctx, time.Millisecond)
						defer cancel()
					}
					_ = b.Publish(ctx, "a.b", i)
					switch (i + g) % 3 {
					case 0:
						s.Unsubscribe()
					case 1:
						s.Drain()
						for range s.All(t.Context()) {
						}
					case 2:
						defer s.Unsubscribe()
					}
				}
			})
		}
		busy.Wait()
		require.NoError(t, b.Close())
		storm.Wait()
	}
}
