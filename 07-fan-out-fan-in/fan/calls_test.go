package fan_test

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.com/mastery/07-fan-out-fan-in/fan"
)

// A server answers after a time, or when it is cancelled.
type server struct {
	name   string
	after  time.Duration
	err    error
	panics bool

	begun     time.Duration // since the test began; -1: never
	cancelled bool
}

// call is a call of the server.
func (s *server) call(start time.Time) func(context.Context) (string, error) {
	s.begun = -1
	return func(ctx context.Context) (string, error) {
		s.begun = time.Since(start)
		select {
		case <-time.After(s.after):
		case <-ctx.Done():
			s.cancelled = true
			return "", ctx.Err()
		}
		if s.panics {
			whereItPanics()
		}
		return s.name, s.err
	}
}

func calls(servers ...*server) []func(context.Context) (string, error) {
	var cs []func(context.Context) (string, error)
	start := time.Now()
	for _, s := range servers {
		cs = append(cs, s.call(start))
	}
	return cs
}

const s = time.Second

var errA, errB = errors.New("a failed"), errors.New("b failed")

// Two servers, a hedge after two seconds.
func TestHedge(t *testing.T) {
	for name, c := range map[string]struct {
		a, b   server
		want   string
		errs   []error
		took   time.Duration
		begun  time.Duration // when b was begun; -1: never
		cancel [2]bool       // who was cancelled
	}{
		"a quick one is alone":          {a: server{after: 1 * s}, b: server{}, want: "a", took: 1 * s, begun: -1},
		"the first wins":                {a: server{after: 3 * s}, b: server{after: 5 * s}, want: "a", took: 3 * s, begun: 2 * s, cancel: [2]bool{false, true}},
		"the second wins":               {a: server{after: 9 * s}, b: server{after: 1 * s}, want: "b", took: 3 * s, begun: 2 * s, cancel: [2]bool{true, false}},
		"both fail":                     {a: server{after: 3 * s, err: errA}, b: server{after: 5 * s, err: errB}, errs: []error{errA, errB}, took: 7 * s, begun: 2 * s},
		"both fail, the second first":   {a: server{after: 9 * s, err: errA}, b: server{after: 1 * s, err: errB}, errs: []error{errB, errA}, took: 9 * s, begun: 2 * s},
		"the first fails, b is awaited": {a: server{after: 3 * s, err: errA}, b: server{after: 5 * s}, want: "b", took: 7 * s, begun: 2 * s},
		"b fails, the first is awaited": {a: server{after: 5 * s}, b: server{after: 1 * s, err: errB}, want: "a", took: 5 * s, begun: 2 * s},
		"a failure begins the second":   {a: server{after: 1 * s, err: errA}, b: server{after: 1 * s}, want: "b", took: 2 * s, begun: 1 * s},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				a, b := c.a, c.b
				a.name, b.name = "a", "b"
				start := time.Now()
				got, err := fan.Hedge(t.Context(), 2*s, calls(&a, &b)...)
				require.Equal(t, c.want, got)
				require.Equal(t, c.took, time.Since(start))
				require.Equal(t, c.begun, b.begun)
				require.Equal(t, c.cancel, [2]bool{a.cancelled, b.cancelled})
				require.Equal(t, errors.Join(c.errs...), err)
			})
		})
	}
}

// With three, the delay runs from the last that was begun, however it was.
func TestHedgeOfThree(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		one, two, three := server{after: 1 * s, err: errA}, server{after: 9 * s}, server{name: "three", after: 1 * s}
		start := time.Now()
		got, err := fan.Hedge(t.Context(), 3*s, calls(&one, &two, &three)...)
		require.NoError(t, err)
		require.Equal(t, "three", got)
		require.Equal(t, []time.Duration{0, 1 * s, 4 * s}, []time.Duration{one.begun, two.begun, three.begun})
		require.Equal(t, 5*s, time.Since(start))

		one, two, three = server{after: 9 * s}, server{after: 9 * s}, server{name: "three", after: 4 * s}
		start = time.Now()
		got, err = fan.Hedge(t.Context(), 2*s, calls(&one, &two, &three)...)
		require.NoError(t, err)
		require.Equal(t, "three", got)
		require.Equal(t, 8*s, time.Since(start))
	})
}

func TestHedgeWithoutADelayBeginsAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for _, delay := range []time.Duration{0, -s} {
			one, two, three := server{after: 9 * s}, server{after: 9 * s}, server{name: "three", after: 1 * s}
			start := time.Now()
			got, err := fan.Hedge(t.Context(), delay, calls(&one, &two, &three)...)
			require.NoError(t, err)
			require.Equal(t, "three", got)
			require.Equal(t, 1*s, time.Since(start))
		}
	})
}

func TestHedgeReturnsTheCauseOfTheCallersContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		one, two := server{after: 9 * s}, server{after: 9 * s}
		time.AfterFunc(3*s, func() { cancel(errCause) })
		start := time.Now()
		_, err := fan.Hedge(ctx, 2*s, calls(&one, &two)...)
		require.Equal(t, errCause, err)
		require.Equal(t, 3*s, time.Since(start))
		require.True(t, one.cancelled && two.cancelled)

		_, err = fan.Hedge(ctx, 2*s, calls(&one, &two)...)
		require.Equal(t, errCause, err)
		require.EqualValues(t, -1, one.begun, "an ended context begins nothing")
	})
}

func TestAResultThatComesWithTheEndOfTheContextIsReturned(t *testing.T) {
	for range 50 {
		ctx, cancel := context.WithCancel(t.Context())
		call := func(context.Context) (int, error) {
			cancel()
			return 7, nil
		}
		got, err := fan.Hedge(ctx, time.Hour, call)
		require.NoError(t, err)
		require.Equal(t, 7, got)
		cancel()

		ctx, cancel = context.WithCancel(t.Context())
		all, err := fan.Quorum(ctx, 1, call)
		require.NoError(t, err)
		require.Equal(t, []int{7}, all)
		cancel()
	}
}

// One is cancelled before the hedge: the second is never begun.
func TestACancelledHedgeBeginsNoOther(t *testing.T) {
	for range 50 { // two cases of a select may be ready
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeoutCause(t.Context(), 1*s, errCause)
			defer cancel()
			one, two := server{after: 9 * s}, server{}
			_, err := fan.Hedge(ctx, 2*s, calls(&one, &two)...)
			require.Equal(t, errCause, err)
			require.EqualValues(t, -1, two.begun)
		})
	}
}

func TestALoserIsWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		deaf := func(context.Context) (string, error) {
			time.Sleep(9 * s)
			return "deaf", nil
		}
		quick := server{name: "quick", after: 1 * s}
		start := time.Now()
		got, err := fan.Hedge(t.Context(), 2*s, deaf, calls(&quick)[0])
		require.NoError(t, err)
		require.Equal(t, "quick", got)
		require.Equal(t, 9*s, time.Since(start))
	})
}

func TestAPanicInACallIsRaised(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		bad, good := server{after: 3 * s, panics: true}, server{after: 9 * s}
		start := time.Now()
		requirePanic(t, func() { _, _ = fan.Hedge(t.Context(), 2*s, calls(&bad, &good)...) })
		require.Equal(t, 3*s, time.Since(start), "it cancels the others")
		require.True(t, good.cancelled)

		bad, good = server{after: 3 * s, panics: true}, server{after: 9 * s}
		requirePanic(t, func() { _, _ = fan.Quorum(t.Context(), 1, calls(&bad, &good)...) })
		require.True(t, good.cancelled)
	})
}

func TestAGoexitInACallGoesOn(t *testing.T) {
	exits := func(context.Context) (int, error) { runtime.Goexit(); return 0, nil }
	requireGoexit(t, func() { _, _ = fan.Hedge(t.Context(), time.Hour, exits, exits) })
	requireGoexit(t, func() { _, _ = fan.Quorum(t.Context(), 1, exits, exits) })
}

func TestQuorumReturnsTheFirstInTheirOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := server{name: "a", after: 3 * s}, server{name: "b", after: 1 * s}
		c, d := server{name: "c", after: 9 * s}, server{name: "d", after: 2 * s, err: errA}
		start := time.Now()
		got, err := fan.Quorum(t.Context(), 2, calls(&a, &b, &c, &d)...)
		require.NoError(t, err)
		require.Equal(t, []string{"b", "a"}, got)
		require.Equal(t, 3*s, time.Since(start))
		require.True(t, c.cancelled)
		require.Zero(t, c.begun, "all begin at once")
	})
}

func TestQuorumEndsWhenItCannotBeReached(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := server{name: "a", after: 1 * s}, server{after: 2 * s, err: errA}
		c, d := server{after: 3 * s, err: errB}, server{after: 9 * s}
		start := time.Now()
		got, err := fan.Quorum(t.Context(), 3, calls(&a, &b, &c, &d)...)
		require.Equal(t, errors.Join(errA, errB), err, "and not that of the one that was cancelled")
		require.Equal(t, []string{"a"}, got, "what there is")
		require.Equal(t, 3*s, time.Since(start))
		require.True(t, d.cancelled)
	})
}

func TestQuorumReturnsTheCauseOfTheCallersContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		a, b := server{name: "a", after: 1 * s}, server{after: 9 * s}
		time.AfterFunc(3*s, func() { cancel(errCause) })
		got, err := fan.Quorum(ctx, 2, calls(&a, &b)...)
		require.Equal(t, errCause, err)
		require.Equal(t, []string{"a"}, got)

		_, err = fan.Quorum(ctx, 2, calls(&a, &b)...)
		require.Equal(t, errCause, err)
		require.EqualValues(t, -1, a.begun)
	})
}

// More results than are needed may come before the rest is cancelled.
func TestQuorumReturnsNoMoreThanK(t *testing.T) {
	for range 50 {
		var ended atomic.Int64
		call := func(context.Context) (int, error) { return int(ended.Add(1)), nil }
		got, err := fan.Quorum(t.Context(), 2, call, call, call, call)
		require.NoError(t, err)
		require.Len(t, got, 2)
		require.EqualValues(t, 4, ended.Load(), "all are waited for")
	}
}

// Whatever the servers do: a quorum takes as long, and returns what, a loop over
// the answers in the order of time would find.
func TestLawOfQuorum(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		fails := rapid.SliceOfN(rapid.Bool(), 1, 7).Draw(rt, "fails")
		order := rapid.Permutation(upTo(len(fails))).Draw(rt, "order")
		k := rapid.IntRange(1, len(fails)).Draw(rt, "k")
		servers := make([]*server, len(fails))
		for i := range servers {
			servers[i] = &server{name: string(rune('a' + i)), after: time.Duration(order[i]+1) * s}
			if fails[i] {
				servers[i].err = errA
			}
		}
		at := make([]*server, len(servers)) // who answers when
		for i, o := range order {
			at[o] = servers[i]
		}
		var want []string
		var took time.Duration
		failed := 0
		for _, one := range at {
			if took = one.after; one.err != nil {
				failed++
			} else {
				want = append(want, one.name)
			}
			if len(want) == k || failed > len(servers)-k {
				break
			}
		}
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			got, err := fan.Quorum(t.Context(), k, calls(servers...)...)
			require.Equal(t, want, got)
			require.Equal(t, took, time.Since(start))
			require.Equal(t, len(want) == k, err == nil)
		})
	})
}
