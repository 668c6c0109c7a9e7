package pubsub_test

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"example.com/mastery/08-pub-sub/pubsub"
)

func message(value int) pubsub.Message[int] {
	return pubsub.Message[int]{Subject: "a", Value: value}
}

// TestAnInboxIsASlice compares an inbox under each policy with the slice that it
// must behave like, and the number of drops with that of the slice.
func TestAnInboxIsASlice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx := t.Context()
		capacity := rapid.OneOf(rapid.IntRange(1, 5), rapid.IntRange(2000, 5000)).Draw(t, "capacity")
		policy := rapid.SampledFrom([]pubsub.Policy{pubsub.Block, pubsub.DropOldest, pubsub.DropNewest, pubsub.Disconnect}).Draw(t, "policy")
		b := pubsub.NewInbox[int](capacity, policy)
		var model []int
		var dropped uint64
		var end error
		next := 0
		put := func() {
			next++
			if end != nil {
				require.ErrorIs(t, b.Put(ctx, message(next)), pubsub.ErrClosed)
				return
			}
			if len(model) < capacity {
				require.NoError(t, b.Put(ctx, message(next)))
				model = append(model, next)
				return
			}
			dropped++
			switch policy {
			case pubsub.Block:
				ended, cancel := context.WithCancel(ctx)
				cancel()
				require.ErrorIs(t, b.Put(ended, message(next)), context.Canceled)
			case pubsub.DropOldest:
				require.NoError(t, b.Put(ctx, message(next)))
				model = append(model[1:], next)
			case pubsub.DropNewest:
				require.NoError(t, b.Put(ctx, message(next)))
			case pubsub.Disconnect:
				require.ErrorIs(t, b.Put(ctx, message(next)), pubsub.ErrSlow)
				end = pubsub.ErrSlow
			}
		}
		receive := func() bool {
			if len(model) == 0 && end == nil {
				return false // it would block
			}
			m, err := b.Receive(ctx)
			if len(model) == 0 {
				require.ErrorIs(t, err, end)
				return false
			}
			require.NoError(t, err)
			require.Equal(t, model[0], m.Value)
			model = model[1:]
			return true
		}
		t.Repeat(map[string]func(*rapid.T){
			"put":     func(*rapid.T) { put() },
			"receive": func(*rapid.T) { receive() },
			"put many": func(t *rapid.T) {
				for range rapid.IntRange(1, 4000).Draw(t, "n") {
					put()
				}
			},
			"receive many": func(t *rapid.T) {
				for range rapid.IntRange(1, 4000).Draw(t, "n") {
					if !receive() {
						return
					}
				}
			},
			"close": func(t *rapid.T) {
				if rapid.IntRange(0, 9).Draw(t, "seldom") == 0 {
					b.Close()
					if end == nil {
						end = pubsub.ErrClosed
					}
				}
			},
			"discard": func(t *rapid.T) {
				if rapid.IntRange(0, 19).Draw(t, "more seldom") == 0 {
					b.Discard()
					if end == nil {
						end = pubsub.ErrClosed
					}
					dropped += uint64(len(model))
					model = nil
				}
			},
			"": func(t *rapid.T) {
				require.Equal(t, len(model), b.Len())
				require.Equal(t, dropped, b.Dropped())
			},
		})
	})
}

func TestThoseWhoWaitAreServedInTheirOrder(t *testing.T) {
	t.Run("receivers", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			b := pubsub.NewInbox[int](9, pubsub.Block)
			var got [5]int
			for i := range got {
				go func() {
					m, _ := b.Receive(t.Context())
					got[i] = m.Value
				}()
				synctest.Wait()
			}
			for i := range got {
				require.NoError(t, b.Put(t.Context(), message(10+i)))
			}
			synctest.Wait()
			require.Equal(t, [5]int{10, 11, 12, 13, 14}, got)
		})
	})
	t.Run("publishers", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			b := pubsub.NewInbox[int](1, pubsub.Block)
			for i := range 5 {
				go func() { _ = b.Put(t.Context(), message(i)) }()
				synctest.Wait()
			}
			for i := range 5 {
				m, err := b.Receive(t.Context())
				require.NoError(t, err)
				require.Equal(t, i, m.Value, "nobody overtakes")
			}
		})
	})
}

func TestOneWhoGivesUpLeavesTheLineInItsMiddle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := pubsub.NewInbox[int](1, pubsub.Block)
		require.NoError(t, b.Put(t.Context(), message(0)))
		var errs [3]error
		var cancels [3]context.CancelFunc
		for i := range errs {
			var ctx context.Context
			ctx, cancels[i] = context.WithCancel(t.Context())
			defer cancels[i]()
			go func() { errs[i] = b.Put(ctx, message(1+i)) }()
			synctest.Wait()
		}
		cancels[1]()
		synctest.Wait()
		require.EqualValues(t, 1, b.Dropped())
		for _, want := range []int{0, 1, 3} {
			m, err := b.Receive(t.Context())
			require.NoError(t, err)
			require.Equal(t, want, m.Value)
		}
		synctest.Wait()
		require.Equal(t, [3]error{nil, context.Canceled, nil}, errs)
	})
}

// TestAMessageHandedOverTooLateIsNotLost ends the context of one who waits, and
// serves it before it has run again: one processor sees to that.
func TestAMessageHandedOverTooLateIsNotLost(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	late := 0
	for range 100 {
		synctest.Test(t, func(t *testing.T) {
			b := pubsub.NewInbox[int](1, pubsub.Block)
			ctx, cancel := context.WithCancel(t.Context())
			var got pubsub.Message[int]
			var err error
			go func() { got, err = b.Receive(ctx) }()
			synctest.Wait()
			cancel()
			require.NoError(t, b.Put(t.Context(), message(7)))
			synctest.Wait()
			if err == nil {
				late++
				require.Equal(t, message(7), got)
				require.Zero(t, b.Len())
				return
			}
			require.ErrorIs(t, err, context.Canceled)
			require.Equal(t, 1, b.Len())
		})
	}
	require.NotZero(t, late, "the case that this test is for")
}

// TestAPutServedTooLateIsNoError is the same for one who waits for room.
func TestAPutServedTooLateIsNoError(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	late := 0
	for range 100 {
		synctest.Test(t, func(t *testing.T) {
			b := pubsub.NewInbox[int](1, pubsub.Block)
			require.NoError(t, b.Put(t.Context(), message(1)))
			ctx, cancel := context.WithCancel(t.Context())
			var err error
			go func() { err = b.Put(ctx, message(2)) }()
			synctest.Wait()
			cancel()
			_, _ = b.Receive(t.Context())
			synctest.Wait()
			if err == nil {
				late++
				require.Equal(t, 1, b.Len())
				require.Zero(t, b.Dropped())
				return
			}
			require.Zero(t, b.Len())
			require.EqualValues(t, 1, b.Dropped())
		})
	}
	require.NotZero(t, late, "the case that this test is for")
}

// TestEveryMessageIsAccountedFor lets publishers, receivers, cancellations and
// an end loose on one inbox, under each policy.
func TestEveryMessageIsAccountedFor(t *testing.T) {
	for _, policy := range []pubsub.Policy{pubsub.Block, pubsub.DropOldest, pubsub.DropNewest} {
		for round := range 10 {
			t.Run(policy.String(), func(t *testing.T) {
				b := pubsub.NewInbox[int](1+round, policy)
				const publishers, each = 4, 1000
				var received [publishers]int
				var putting, getting sync.WaitGroup
				for p := range publishers {
					putting.Go(func() {
						for i := range each {
							_ = b.Put(soon(t, i), message(p*each+i))
						}
					})
					getting.Go(func() {
						last := map[int]int{}
						for i := 0; ; i++ {
							m, err := b.Receive(soon(t, i))
							if errors.Is(err, pubsub.ErrClosed) {
								return
							}
							if err != nil {
								continue
							}
							received[p]++
							if before, ok := last[m.Value/each]; ok && before >= m.Value {
								t.Errorf("%d came after %d", m.Value, before)
							}
							last[m.Value/each] = m.Value
						}
					})
				}
				putting.Wait()
				if round%2 == 0 {
					b.Close()
				} else {
					b.Discard()
				}
				getting.Wait()
				sum := 0
				for _, n := range received {
					sum += n
				}
				require.EqualValues(t, publishers*each, uint64(sum)+b.Dropped())
			})
		}
	}
}

// soon returns a context that, for every third i, ends at about the time when
// the operation begins to wait.
func soon(t *testing.T, i int) context.Context {
	if i%3 != 0 {
		return t.Context()
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		runtime.Gosched()
		cancel()
	}()
	return ctx
}

func TestAPublisherWaitsUntilThereIsRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := pubsub.NewInbox[int](1, pubsub.Block)
		require.NoError(t, b.Put(t.Context(), message(1)))
		time.AfterFunc(time.Hour, func() { _, _ = b.Receive(t.Context()) })
		start := time.Now()
		require.NoError(t, b.Put(t.Context(), message(2)))
		require.Equal(t, time.Hour, time.Since(start))
	})
}

func TestMisuseOfAnInboxPanics(t *testing.T) {
	require.PanicsWithValue(t, "pubsub: a subscription with room for less than one message", func() { pubsub.NewInbox[int](0, pubsub.Block) })
	require.PanicsWithValue(t, "pubsub: unknown Policy", func() { pubsub.NewInbox[int](1, 4) })
}
