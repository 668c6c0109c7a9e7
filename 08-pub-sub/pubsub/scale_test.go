package pubsub_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/08-pub-sub/pubsub"
)

const crowd = 100_000

// crowded returns a broker with so many subscriptions on distinct subjects, and
// one to users.me.new.
func crowded(t *testing.T, others int) (*pubsub.Broker[int], pubsub.Subscription[int]) {
	b := new(pubsub.Broker[int])
	for i := range others {
		_, err := b.Subscribe(t.Context(), fmt.Sprintf("users.%d.new", i), pubsub.Options{})
		require.NoError(t, err)
	}
	me, err := b.Subscribe(t.Context(), "users.me.new", pubsub.Options{})
	require.NoError(t, err)
	return b, me
}

func TestACrowdOfSubscriptionsIsCheap(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector has its own memory")
	}
	before, goroutines := heap(), runtime.NumGoroutine()
	b, _ := crowded(t, crowd)
	grown := heap() - before
	t.Logf("%d subscriptions take %.1f MB, %d bytes each", crowd, float64(grown)/1e6, grown/crowd)
	require.Less(t, grown, int64(100e6))
	require.LessOrEqual(t, runtime.NumGoroutine(), goroutines)
	runtime.KeepAlive(b)
}

// TestPublishDoesNotGrowWithTheCrowd lets a broker with one other subscription
// and one with 100,000 take turns.
func TestPublishDoesNotGrowWithTheCrowd(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector makes everything slow")
	}
	few, fewMe := crowded(t, 1)
	many, manyMe := crowded(t, crowd)
	turn := func(b *pubsub.Broker[int], me pubsub.Subscription[int]) time.Duration {
		start := time.Now()
		for i := range 2000 {
			_ = b.Publish(t.Context(), "users.me.new", i)
			_, _ = me.Receive(t.Context())
		}
		return time.Since(start)
	}
	var ratios []float64
	for range 101 {
		a := turn(few, fewMe)
		ratios = append(ratios, float64(turn(many, manyMe))/float64(a))
	}
	slices.Sort(ratios)
	median := ratios[len(ratios)/2]
	t.Logf("publish and receive among %d others takes %.2f times as long as with 1 other", crowd, median)
	require.Less(t, median, 1.5)
}

func TestPublishAllocatesNothing(t *testing.T) {
	ctx := context.Background()
	var b pubsub.Broker[int]
	patterns := []string{"a.b.c", "a.*.c", "*.b.*", "a.>", ">", "*.*.>", "x.y.z"}
	var subs []pubsub.Subscription[int]
	for i, p := range patterns {
		s, err := b.Subscribe(ctx, p, pubsub.Options{Buffer: 4, Policy: []pubsub.Policy{pubsub.DropOldest, pubsub.DropNewest}[i%2]})
		require.NoError(t, err)
		subs = append(subs, s)
	}
	publish := func() { _ = b.Publish(ctx, "a.b.c", 1) }
	for range 10 {
		publish()
	}
	require.Zero(t, testing.AllocsPerRun(1000, publish), "into full inboxes")
	require.Zero(t, testing.AllocsPerRun(1000, func() {
		publish()
		for _, s := range subs[:6] {
			_, _ = s.Receive(ctx)
		}
	}), "with receivers")
	require.Zero(t, testing.AllocsPerRun(1000, func() { pubsub.Match("a.*.>", "a.b.c") }))
	require.Zero(t, testing.AllocsPerRun(1000, func() { _ = pubsub.CheckPattern("a.*.>") }))
}

// TestABurstDoesNotKeepItsMemory fills a subscription and empties it.
func TestABurstDoesNotKeepItsMemory(t *testing.T) {
	var b pubsub.Broker[[64]byte]
	s, err := b.Subscribe(t.Context(), "a", pubsub.Options{Buffer: 100_000})
	require.NoError(t, err)
	before := heap()
	for range 100_000 {
		require.NoError(t, b.Publish(t.Context(), "a", [64]byte{}))
	}
	full := heap() - before
	for range 100_000 {
		_, err := s.Receive(t.Context())
		require.NoError(t, err)
	}
	require.Greater(t, full, int64(8<<20))
	require.Less(t, heap()-before, int64(1<<20))
	runtime.KeepAlive(&b)
}
