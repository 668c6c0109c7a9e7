// Package pubsubtest tests implementations of [pubsub.Bus]: what the interface
// promises holds for all of them, and what one of them can't do it must refuse.
package pubsubtest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/08-pub-sub/pubsub"
)

// A Kind is an implementation to test.
type Kind struct {
	// New returns an open bus without subscriptions, which remembers the last so
	// many messages; 0 is none. The suite closes it.
	New func(t *testing.T, history int) pubsub.Bus[int]

	Blocks  bool // it has the policy Block; else it must refuse it
	Replays bool // it has Replay; else it must refuse it
	Churn   int  // how many goroutines at once subscribe and leave while others publish
}

// Run runs the suite. It needs no fake clock: it waits for events, with a limit
// of patience that only a bus in error reaches.
func Run(t *testing.T, k Kind) {
	for _, test := range []struct {
		name string
		run  func(*suite)
	}{
		{"everybody whose pattern matches gets a message", (*suite).matching},
		{"subjects and patterns are checked", (*suite).checked},
		{"each publisher's messages stay in order", (*suite).order},
		{"several receivers share the messages", (*suite).sharing},
		{"drop oldest", (*suite).dropOldest},
		{"drop newest", (*suite).dropNewest},
		{"disconnect", (*suite).disconnect},
		{"block", (*suite).block},
		{"a slow one does not harm others", (*suite).harm},
		{"unsubscribe drops", (*suite).unsubscribe},
		{"drain keeps", (*suite).drain},
		{"close drains", (*suite).close},
		{"close while publishing", (*suite).closeWhilePublishing},
		{"a context ends a wait", (*suite).cancel},
		{"a loop that breaks leaves the rest", (*suite).breaks},
		{"many subscribe and leave at once while others publish", (*suite).churn},
		{"replay", (*suite).replay},
		{"replay while others publish", (*suite).replayWhilePublishing},
	} {
		t.Run(test.name, func(t *testing.T) {
			test.run(&suite{T: t, kind: k})
		})
	}
}

// A suite is one test on a bus.
type suite struct {
	*testing.T
	kind Kind
	bus  pubsub.Bus[int]
	ctx  context.Context // the limit of patience
}

// open makes the bus.
func (s *suite) open(history int) {
	ctx, cancel := context.WithTimeout(s.Context(), 30*time.Second)
	bus := s.kind.New(s.T, history)
	s.ctx, s.bus = ctx, bus
	s.Cleanup(func() {
		require.NoError(s, bus.Close())
		cancel()
	})
}

// lossy is for tests that lose nothing but must not ask for Block.
var lossy = pubsub.Options{Buffer: 10_000, Policy: pubsub.DropNewest}

func (s *suite) subscribe(pattern string, o pubsub.Options) pubsub.Subscription[int] {
	s.Helper()
	sub, err := s.bus.Subscribe(s.ctx, pattern, o)
	require.NoError(s, err)
	return sub
}

func (s *suite) publish(subject string, values ...int) {
	s.Helper()
	for _, value := range values {
		require.NoError(s, s.bus.Publish(s.ctx, subject, value))
	}
}

// rest drains a subscription and returns the values that were in it.
func (s *suite) rest(sub pubsub.Subscription[int]) []int {
	sub.Drain()
	return s.left(sub)
}

// left returns the values that are in a subscription that has ended.
func (s *suite) left(sub pubsub.Subscription[int]) []int {
	var values []int
	for m := range sub.All(s.ctx) {
		values = append(values, m.Value)
	}
	require.NoError(s, s.ctx.Err(), "the subscription has not ended")
	return values
}

// eventually waits until something is so that no event tells of.
func (s *suite) eventually(what func() bool) {
	s.Helper()
	require.Eventually(s, what, 20*time.Second, time.Millisecond)
}

func (s *suite) matching() {
	s.open(0)
	subjects := []string{"a", "a.b", "a.c", "a.b.c", "b", "b.b", "A.b", "a.b.c.d", "a.b*", "a.**"}
	subs := map[string]pubsub.Subscription[int]{}
	want := map[string][]int{
		"a":       {0},
		"a.b":     {1},
		"*":       {0, 4},
		"*.b":     {1, 5, 6},
		"a.*":     {1, 2, 8, 9},
		"a.>":     {1, 2, 3, 7, 8, 9},
		">":       {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
		"*.>":     {1, 2, 3, 5, 6, 7, 8, 9},
		"a.*.c":   {3},
		"*.*.*":   {3},
		"*.*.>":   {3, 7},
		"a.b.c.>": {7},
		"a.b*":    {8},
		"a.**":    {9},
		"c":       nil,
	}
	for pattern := range want {
		subs[pattern] = s.subscribe(pattern, lossy)
	}
	twin := s.subscribe("a.*", lossy)
	for i, subject := range subjects {
		s.publish(subject, i)
	}
	m, err := subs["*"].Receive(s.ctx)
	require.NoError(s, err)
	require.Equal(s, pubsub.Message[int]{Subject: "a", Value: 0}, m)
	want["*"] = want["*"][1:]
	for pattern, values := range want {
		require.Equal(s, values, s.rest(subs[pattern]), "pattern %s", pattern)
		require.Zero(s, subs[pattern].Dropped())
	}
	require.Equal(s, want["a.*"], s.rest(twin), "two subscriptions to the same pattern")
}

func (s *suite) checked() {
	s.open(0)
	for _, bad := range []string{"", ".", "a.", ".a", "a..b", "a b", "a.\t", "a\r\n", "a.\f"} {
		require.ErrorIs(s, s.bus.Publish(s.ctx, bad, 1), pubsub.ErrSubject, "subject %q", bad)
		_, err := s.bus.Subscribe(s.ctx, bad, lossy)
		require.ErrorIs(s, err, pubsub.ErrSubject, "pattern %q", bad)
	}
	for _, pattern := range []string{"*", ">", "a.*.b", "a.>"} {
		require.ErrorIs(s, s.bus.Publish(s.ctx, pattern, 1), pubsub.ErrSubject, "subject %q", pattern)
	}
	_, err := s.bus.Subscribe(s.ctx, "a.>.b", lossy)
	require.ErrorIs(s, err, pubsub.ErrSubject)
}

func (s *suite) order() {
	s.open(0)
	const publishers, each = 4, 1000
	subs := []pubsub.Subscription[int]{s.subscribe("p.*", lossy), s.subscribe(">", lossy)}
	var wg sync.WaitGroup
	for p := range publishers {
		wg.Go(func() {
			for i := range each {
				if err := s.bus.Publish(s.ctx, fmt.Sprint("p.", p), p*each+i); err != nil {
					s.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for _, sub := range subs {
		var next [publishers]int
		for _, value := range s.rest(sub) {
			p := value / each
			require.Equal(s, next[p], value%each, "publisher %d", p)
			next[p]++
		}
		require.Equal(s, [publishers]int{each, each, each, each}, next)
	}
}

func (s *suite) sharing() {
	s.open(0)
	sub := s.subscribe("a", lossy)
	var mu sync.Mutex // guards got
	var got []int
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for m := range sub.All(s.ctx) {
				mu.Lock()
				got = append(got, m.Value)
				mu.Unlock()
			}
		})
	}
	var want []int
	for i := range 1000 {
		want = append(want, i)
		s.publish("a", i)
	}
	sub.Drain()
	wg.Wait()
	slices.Sort(got)
	require.Equal(s, want, got)
}

// flood publishes 0 to n-1 to a subscription that nobody reads.
func (s *suite) flood(o pubsub.Options, n int) pubsub.Subscription[int] {
	s.open(0)
	sub := s.subscribe("a.*", o)
	for i := range n {
		s.publish("a.b", i)
	}
	return sub
}

func (s *suite) dropOldest() {
	sub := s.flood(pubsub.Options{Buffer: 5, Policy: pubsub.DropOldest}, 1000)
	s.eventually(func() bool { return sub.Dropped() == 995 })
	require.Equal(s, 5, sub.Len())
	require.Equal(s, []int{995, 996, 997, 998, 999}, s.rest(sub))
	require.EqualValues(s, 995, sub.Dropped())
}

func (s *suite) dropNewest() {
	sub := s.flood(pubsub.Options{Buffer: 5, Policy: pubsub.DropNewest}, 1000)
	s.eventually(func() bool { return sub.Dropped() == 995 })
	require.Equal(s, 5, sub.Len())
	require.Equal(s, []int{0, 1, 2, 3, 4}, s.rest(sub))
	require.EqualValues(s, 995, sub.Dropped())
}

func (s *suite) disconnect() {
	sub := s.flood(pubsub.Options{Buffer: 5, Policy: pubsub.Disconnect}, 1000)
	s.eventually(func() bool { return sub.Dropped() == 1 })
	require.Equal(s, []int{0, 1, 2, 3, 4}, s.left(sub))
	_, err := sub.Receive(s.ctx)
	require.ErrorIs(s, err, pubsub.ErrSlow)
	require.EqualValues(s, 1, sub.Dropped(), "what came afterwards was not for it")
	sub.Unsubscribe()
	_, err = sub.Receive(s.ctx)
	require.ErrorIs(s, err, pubsub.ErrSlow)
}

func (s *suite) block() {
	s.open(0)
	if !s.kind.Blocks {
		_, err := s.bus.Subscribe(s.ctx, "a", pubsub.Options{Policy: pubsub.Block})
		require.ErrorIs(s, err, errors.ErrUnsupported)
		return
	}
	sub := s.subscribe("a", pubsub.Options{Buffer: 2, Policy: pubsub.Block})
	s.publish("a", 0, 1)
	ctx, cancel := context.WithTimeout(s.ctx, 10*time.Millisecond)
	defer cancel()
	require.ErrorIs(s, s.bus.Publish(ctx, "a", 2), context.DeadlineExceeded)
	require.EqualValues(s, 1, sub.Dropped())
	const n = 10_000
	published := make(chan error)
	go func() {
		for i := range n {
			if err := s.bus.Publish(s.ctx, "a", 3+i); err != nil {
				published <- err
			}
		}
		close(published)
	}()
	for i := range n + 2 {
		m, err := sub.Receive(s.ctx)
		require.NoError(s, err)
		if want := i; i < 2 {
			require.Equal(s, want, m.Value)
		} else {
			require.Equal(s, want+1, m.Value)
		}
		require.LessOrEqual(s, sub.Len(), 2)
	}
	require.NoError(s, <-published)
	require.EqualValues(s, 1, sub.Dropped())
}

func (s *suite) harm() {
	s.open(0)
	slow := s.subscribe("a", pubsub.Options{Buffer: 1, Policy: pubsub.DropNewest})
	fast := s.subscribe("a", pubsub.Options{Buffer: 1000, Policy: pubsub.DropNewest})
	for i := range 1000 {
		s.publish("a", i)
	}
	require.Equal(s, 1000, len(s.rest(fast)))
	s.eventually(func() bool { return slow.Dropped() == 999 })
}

func (s *suite) unsubscribe() {
	s.open(0)
	sub, other := s.subscribe("a", lossy), s.subscribe("a", lossy)
	s.publish("a", 1, 2, 3)
	s.eventually(func() bool { return sub.Len() == 3 })
	_, err := sub.Receive(s.ctx)
	require.NoError(s, err)
	sub.Unsubscribe()
	sub.Unsubscribe() // does nothing
	sub.Drain()       // neither
	s.publish("a", 4)
	require.Equal(s, []int{1, 2, 3, 4}, s.rest(other))
	_, err = sub.Receive(s.ctx)
	require.ErrorIs(s, err, pubsub.ErrClosed)
	require.Zero(s, sub.Len())
	require.EqualValues(s, 2, sub.Dropped())

	sub = s.subscribe("a", lossy)
	ended := make(chan error)
	go func() {
		_, err := sub.Receive(s.ctx)
		ended <- err
	}()
	sub.Unsubscribe()
	require.ErrorIs(s, <-ended, pubsub.ErrClosed)
}

func (s *suite) drain() {
	s.open(0)
	sub := s.subscribe("a", lossy)
	s.publish("a", 1, 2, 3)
	sub.Drain()
	sub.Drain() // does nothing
	s.publish("a", 4)
	require.Equal(s, []int{1, 2, 3}, s.left(sub))
	require.Zero(s, sub.Dropped())

	sub = s.subscribe("a", lossy)
	s.publish("a", 1, 2, 3)
	s.eventually(func() bool { return sub.Len() == 3 })
	sub.Drain()
	sub.Unsubscribe()
	_, err := sub.Receive(s.ctx)
	require.ErrorIs(s, err, pubsub.ErrClosed)
	require.EqualValues(s, 3, sub.Dropped())
}

func (s *suite) close() {
	s.open(0)
	sub, waits := s.subscribe("a", lossy), s.subscribe("b", lossy)
	ended := make(chan error)
	go func() {
		_, err := waits.Receive(s.ctx)
		ended <- err
	}()
	s.publish("a", 1, 2, 3)
	require.NoError(s, s.bus.Close())
	require.NoError(s, s.bus.Close(), "the second time does nothing")
	require.ErrorIs(s, s.bus.Publish(s.ctx, "a", 4), pubsub.ErrClosed)
	_, err := s.bus.Subscribe(s.ctx, "a", lossy)
	require.ErrorIs(s, err, pubsub.ErrClosed)
	require.Equal(s, []int{1, 2, 3}, s.left(sub))
	require.ErrorIs(s, <-ended, pubsub.ErrClosed)
	sub.Unsubscribe()
	sub.Drain()
}

func (s *suite) closeWhilePublishing() {
	s.open(0)
	sub := s.subscribe("a", pubsub.Options{Buffer: 1 << 20, Policy: pubsub.DropNewest})
	var wg sync.WaitGroup
	var published atomic.Int64
	for range 4 {
		wg.Go(func() {
			for {
				err := s.bus.Publish(s.ctx, "a", 1)
				if errors.Is(err, pubsub.ErrClosed) {
					return
				}
				if err != nil {
					s.Error(err)
					return
				}
				published.Add(1)
			}
		})
	}
	for range 1000 {
		_, err := sub.Receive(s.ctx)
		require.NoError(s, err)
	}
	require.NoError(s, s.bus.Close())
	wg.Wait()
	got := int64(1000 + len(s.left(sub)))
	require.EqualValues(s, published.Load(), got+int64(sub.Dropped()), "what was published without an error arrived")
}

func (s *suite) cancel() {
	s.open(0)
	sub := s.subscribe("a", lossy)
	s.publish("a", 1)
	s.eventually(func() bool { return sub.Len() == 1 })
	ended, cancel := context.WithCancel(s.ctx)
	cancel()
	_, err := sub.Receive(ended)
	require.ErrorIs(s, err, context.Canceled)
	require.ErrorIs(s, s.bus.Publish(ended, "a", 2), context.Canceled)
	_, err = s.bus.Subscribe(ended, "a", lossy)
	require.ErrorIs(s, err, context.Canceled)
	require.Empty(s, slices.Collect(sub.All(ended)))
	_, err = sub.Receive(s.ctx)
	require.NoError(s, err)

	ctx, cancel := context.WithCancel(s.ctx)
	waited := make(chan error)
	go func() {
		_, err := sub.Receive(ctx)
		waited <- err
	}()
	cancel()
	require.ErrorIs(s, <-waited, context.Canceled)
	s.publish("a", 3)
	require.Equal(s, []int{3}, s.rest(sub), "who gave up takes nothing")
}

func (s *suite) breaks() {
	s.open(0)
	sub := s.subscribe("a", lossy)
	s.publish("a", 1, 2, 3)
	for m := range sub.All(s.ctx) {
		if m.Value == 2 {
			break
		}
	}
	require.Equal(s, []int{3}, s.rest(sub))
}

// churn: those who stay miss nothing while others come and go.
func (s *suite) churn() {
	s.open(0)
	stays := s.subscribe("a.>", lossy)
	// The publishers are never far ahead of who stays: a server closes a
	// connection that can't keep up.
	ahead := make(chan struct{}, 1000)
	var publishers, comers, reader sync.WaitGroup
	var stop atomic.Bool
	var published atomic.Int64
	var got int64
	reader.Go(func() {
		for range stays.All(s.ctx) {
			got++
			<-ahead
		}
	})
	for range 2 {
		publishers.Go(func() {
			for i := 0; !stop.Load(); i++ {
				select {
				case ahead <- struct{}{}:
				case <-s.ctx.Done():
					s.Error("messages are missing")
					return
				}
				if err := s.bus.Publish(s.ctx, fmt.Sprint("a.", i%10), i); err != nil {
					s.Error(err)
					return
				}
				published.Add(1)
			}
		})
	}
	patterns := []string{"a.*", "a.>", "*.1", "a.1", "a.2", "b.1"}
	policies := []pubsub.Policy{pubsub.DropOldest, pubsub.DropNewest, pubsub.Disconnect}
	begin := make(chan struct{})
	for i := range s.kind.Churn {
		comers.Go(func() {
			<-begin
			o := pubsub.Options{Buffer: 1 + i%7, Policy: policies[i%3]}
			sub, err := s.bus.Subscribe(s.ctx, patterns[i%len(patterns)], o)
			if err != nil {
				s.Error(err)
				return
			}
			if i%2 == 0 {
				sub.Unsubscribe()
			} else {
				sub.Drain()
			}
		})
	}
	close(begin)
	comers.Wait()
	stop.Store(true)
	publishers.Wait()
	stays.Drain()
	reader.Wait()
	require.Equal(s, published.Load(), got)
	require.Zero(s, stays.Dropped())
}

func (s *suite) replay() {
	s.open(0)
	_, err := s.bus.Subscribe(s.ctx, "a", pubsub.Options{Policy: pubsub.DropNewest, Replay: 1})
	require.ErrorIs(s, err, errors.ErrUnsupported)
	if !s.kind.Replays {
		return
	}
	s.open(10)
	s.publish("a", 0, 1, 2)
	s.publish("b", 3)
	s.publish("a", 4)
	tests := []struct {
		pattern string
		replay  int
		want    []int
		sub     pubsub.Subscription[int]
	}{
		{pattern: "a", replay: 2, want: []int{2, 4, 100}},
		{pattern: "a", replay: 4, want: []int{0, 1, 2, 4, 100}},
		{pattern: "*", replay: 3, want: []int{2, 3, 4, 100}},
		{pattern: ">", replay: 99, want: []int{0, 1, 2, 3, 4, 100}},
		{pattern: "b", replay: 1, want: []int{3}},
		{pattern: "c", replay: 1},
		{pattern: "a", replay: 0, want: []int{100}},
	}
	for i, test := range tests {
		tests[i].sub = s.subscribe(test.pattern, pubsub.Options{Buffer: 2, Policy: pubsub.DropNewest, Replay: test.replay})
	}
	s.publish("a", 100)
	for _, test := range tests {
		require.Equal(s, test.want, s.rest(test.sub), "the last %d of %s, then live", test.replay, test.pattern)
		require.Zero(s, test.sub.Dropped(), "what is replayed takes no room from what comes")
	}
	for i := range 20 {
		s.publish("c.d", 200+i)
	}
	late := s.subscribe("c.>", pubsub.Options{Policy: pubsub.DropNewest, Replay: 99})
	require.Equal(s, []int{210, 211, 212, 213, 214, 215, 216, 217, 218, 219}, s.rest(late), "the bus remembers ten")
}

// replayWhilePublishing: late subscribers see each publisher's values from some
// point on, none missing, none twice.
func (s *suite) replayWhilePublishing() {
	if !s.kind.Replays {
		s.Skip("it has no Replay")
	}
	const publishers, most = 4, 1 << 20
	s.open(100)
	tokens := make(chan struct{}, 20) // one for each message to publish
	var wg sync.WaitGroup
	for p := range publishers {
		wg.Go(func() {
			i := p * most
			for range tokens {
				if err := s.bus.Publish(s.ctx, fmt.Sprint("p.", p), i); err != nil {
					s.Error(err)
				}
				i++
			}
		})
	}
	defer wg.Wait()
	defer close(tokens)
	busy := func() { // returns when ten more were published and the rest is under way
		for range cap(tokens) + 10 {
			tokens <- struct{}{}
		}
	}
	for range max(20, s.kind.Churn/10) {
		busy()
		sub := s.subscribe("p.*", pubsub.Options{Buffer: 1000, Policy: pubsub.DropNewest, Replay: 50})
		busy()
		next := map[int]int{}
		values := s.rest(sub)
		for _, value := range values {
			p, i := value/most, value%most
			if want, seen := next[p]; seen {
				require.Equal(s, want, i, "publisher %d: a gap or a duplicate", p)
			}
			next[p] = i + 1
		}
		require.Greater(s, len(values), 10)
		require.Zero(s, sub.Dropped())
	}
}
