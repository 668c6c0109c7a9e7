package queue_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/02-channels/queue"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// both runs a test on an empty bounded and an empty unbounded queue, each in a
// bubble: a goroutine that is left behind fails it.
func both(t *testing.T, f func(t *testing.T, q *queue.Queue[int])) {
	t.Run("bounded", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) { f(t, queue.New[int](4)) })
	})
	t.Run("unbounded", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) { f(t, new(queue.Queue[int])) })
	})
}

// put puts the items, none of which may block.
func put(t *testing.T, q *queue.Queue[int], items ...int) {
	t.Helper()
	for _, item := range items {
		require.True(t, q.TryPut(item), "TryPut(%d)", item)
	}
}

// rest gets all items that are in the queue now.
func rest(q *queue.Queue[int]) []int {
	var items []int
	for item, ok := q.TryGet(); ok; item, ok = q.TryGet() {
		items = append(items, item)
	}
	return items
}

func TestItemsComeOutInTheOrderInWhichTheyWerePut(t *testing.T) {
	both(t, func(t *testing.T, q *queue.Queue[int]) {
		put(t, q, 1, 2, 3)
		require.Equal(t, 3, q.Len())
		for want := range 3 {
			got, err := q.Get(t.Context())
			require.NoError(t, err)
			require.Equal(t, want+1, got)
		}
		require.Zero(t, q.Len())
	})
}

func TestGetBlocksUntilThereIsAnItem(t *testing.T) {
	both(t, func(t *testing.T, q *queue.Queue[int]) {
		time.AfterFunc(time.Hour, func() { q.TryPut(7) })
		start := time.Now()
		got, err := q.Get(t.Context())
		require.NoError(t, err)
		require.Equal(t, 7, got)
		require.Equal(t, time.Hour, time.Since(start))
	})
}

func TestPutBlocksWhileTheQueueIsFull(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := queue.New[int](2)
		put(t, q, 1, 2)
		require.False(t, q.TryPut(0))
		time.AfterFunc(time.Hour, func() { q.TryGet() })
		start := time.Now()
		require.NoError(t, q.Put(t.Context(), 3))
		require.Equal(t, time.Hour, time.Since(start))
		require.Equal(t, []int{2, 3}, rest(q))
	})
}

func TestAnUnboundedQueueNeverBlocksPut(t *testing.T) {
	var q queue.Queue[int]
	for i := range 10_000 {
		require.NoError(t, q.Put(t.Context(), i))
	}
	require.Equal(t, 10_000, q.Len())
	require.Zero(t, q.Cap())
	for i := range 10_000 {
		got, ok := q.TryGet()
		require.True(t, ok)
		require.Equal(t, i, got)
	}
}

func TestThoseWhoWaitAreServedInTheirOrder(t *testing.T) {
	t.Run("getters", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			var q queue.Queue[int]
			got := make([]int, 5)
			for i := range got {
				go func() { got[i], _ = q.Get(t.Context()) }()
				synctest.Wait()
			}
			put(t, &q, 0, 1, 2, 3, 4)
			synctest.Wait()
			require.Equal(t, []int{0, 1, 2, 3, 4}, got)
		})
	})
	t.Run("putters", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			q := queue.New[int](1)
			put(t, q, 0)
			for i := range 4 {
				go func() { _ = q.Put(t.Context(), i+1) }()
				synctest.Wait()
			}
			require.Equal(t, []int{0, 1, 2, 3, 4}, rest(q), "nobody overtakes")
			synctest.Wait()
		})
	})
}

func TestCloseLetsReadersDrain(t *testing.T) {
	both(t, func(t *testing.T, q *queue.Queue[int]) {
		put(t, q, 1, 2)
		q.Close()
		q.Close() // does nothing
		require.ErrorIs(t, q.Put(t.Context(), 3), queue.ErrClosed)
		require.False(t, q.TryPut(3))
		require.Equal(t, []int{1, 2}, slices.Collect(q.All(t.Context())))
		_, err := q.Get(t.Context())
		require.ErrorIs(t, err, queue.ErrClosed)
		_, ok := q.TryGet()
		require.False(t, ok)
	})
}

func TestCloseWakesEverybodyWhoWaits(t *testing.T) {
	both(t, func(t *testing.T, q *queue.Queue[int]) {
		errs := make(chan error, 3)
		for range 3 {
			go func() {
				_, err := q.Get(t.Context())
				errs <- err
			}()
		}
		synctest.Wait()
		q.Close()
		for range 3 {
			require.ErrorIs(t, <-errs, queue.ErrClosed)
		}
	})
}

func TestCloseRefusesBlockedPutsAndKeepsWhatIsIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := queue.New[int](1)
		put(t, q, 1)
		errs := make(chan error, 3)
		for i := range 3 {
			go func() { errs <- q.Put(t.Context(), 100+i) }()
		}
		synctest.Wait()
		q.Close()
		for range 3 {
			require.ErrorIs(t, <-errs, queue.ErrClosed)
		}
		require.Equal(t, []int{1}, rest(q), "a Put that returned an error left nothing behind")
	})
}

func TestAContextThatHasEndedWinsOverEverything(t *testing.T) {
	both(t, func(t *testing.T, q *queue.Queue[int]) {
		put(t, q, 1)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := q.Get(ctx)
		require.ErrorIs(t, err, context.Canceled)
		require.ErrorIs(t, q.Put(ctx, 2), context.Canceled)
		require.Empty(t, slices.Collect(q.All(ctx)))
		require.Equal(t, []int{1}, rest(q))
		q.Close()
		require.ErrorIs(t, q.Put(ctx, 2), context.Canceled)
	})
}

func TestTheEndOfAContextEndsAWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := queue.New[int](1)
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start := time.Now()
		_, err := q.Get(ctx)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, time.Minute, time.Since(start))

		put(t, q, 1)
		ctx, cancel = context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		require.ErrorIs(t, q.Put(ctx, 2), context.DeadlineExceeded)
		require.Equal(t, []int{1}, rest(q))
		put(t, q, 3) // whoever gave up left the line: nobody takes this for it
		require.Equal(t, []int{3}, rest(q))
	})
}

func TestOneWhoGivesUpLeavesTheLineInItsMiddle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var q queue.Queue[int]
		got := make([]int, 3)
		errs := make([]error, 3)
		ctxs := make([]context.Context, 3)
		cancels := make([]context.CancelFunc, 3)
		for i := range got {
			ctxs[i], cancels[i] = context.WithCancel(t.Context())
			defer cancels[i]()
			go func() { got[i], errs[i] = q.Get(ctxs[i]) }()
			synctest.Wait()
		}
		cancels[1]()
		synctest.Wait()
		put(t, &q, 10, 20)
		synctest.Wait()
		require.Equal(t, []int{10, 0, 20}, got)
		require.Equal(t, []error{nil, context.Canceled, nil}, errs)
	})
}

// tooLate ends the context of a call that waits, lets something happen to it
// before it has run again, and returns whether that came first: one processor
// sees to it that both are seen in a hundred rounds.
func tooLate(t *testing.T, q func() *queue.Queue[int], call func(context.Context, *queue.Queue[int]) error,
	happens func(*queue.Queue[int]), check func(t *testing.T, q *queue.Queue[int], err error),
) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	late := 0
	for range 100 {
		synctest.Test(t, func(t *testing.T) {
			q := q()
			ctx, cancel := context.WithCancel(t.Context())
			var err error
			go func() { err = call(ctx, q) }()
			synctest.Wait()
			cancel()
			happens(q)
			synctest.Wait()
			if !errors.Is(err, context.Canceled) {
				late++
			}
			check(t, q, err)
		})
	}
	require.NotZero(t, late, "the case that this test is for")
}

func unbounded() *queue.Queue[int] { return new(queue.Queue[int]) }

func TestAnItemServedTooLateIsNotLost(t *testing.T) {
	var got int
	tooLate(t, unbounded,
		func(ctx context.Context, q *queue.Queue[int]) (err error) { got, err = q.Get(ctx); return err },
		func(q *queue.Queue[int]) { q.TryPut(7) },
		func(t *testing.T, q *queue.Queue[int], err error) {
			if err != nil {
				require.ErrorIs(t, err, context.Canceled)
				require.Equal(t, []int{7}, rest(q))
			} else {
				require.Equal(t, 7, got)
				require.Zero(t, q.Len())
			}
			// Nothing of it is left for the next who waits.
			time.AfterFunc(time.Hour, func() { q.TryPut(8) })
			next, err := q.Get(t.Context())
			require.NoError(t, err)
			require.Equal(t, 8, next)
		})
}

func TestRoomMadeTooLateIsTaken(t *testing.T) {
	tooLate(t,
		func() *queue.Queue[int] {
			q := queue.New[int](1)
			q.TryPut(1)
			return q
		},
		func(ctx context.Context, q *queue.Queue[int]) error { return q.Put(ctx, 2) },
		func(q *queue.Queue[int]) { q.TryGet() },
		func(t *testing.T, q *queue.Queue[int], err error) {
			if err != nil {
				require.ErrorIs(t, err, context.Canceled)
				require.Empty(t, rest(q))
			} else {
				require.Equal(t, []int{2}, rest(q))
			}
		})
}

func TestACloseTooLateToGiveUpIsReported(t *testing.T) {
	tooLate(t, unbounded,
		func(ctx context.Context, q *queue.Queue[int]) error { _, err := q.Get(ctx); return err },
		func(q *queue.Queue[int]) { q.Close() },
		func(t *testing.T, q *queue.Queue[int], err error) {
			if !errors.Is(err, context.Canceled) {
				require.ErrorIs(t, err, queue.ErrClosed)
			}
		})
}

func TestAllEndsWithItsContextOrTheQueue(t *testing.T) {
	both(t, func(t *testing.T, q *queue.Queue[int]) {
		ctx, cancel := context.WithCancel(t.Context())
		var ended, closed []int
		go func() { ended = slices.Collect(q.All(ctx)) }()
		synctest.Wait()
		put(t, q, 1)
		synctest.Wait()
		cancel() // while it waits for the second
		synctest.Wait()
		require.Equal(t, []int{1}, ended)
		go func() { closed = slices.Collect(q.All(t.Context())) }()
		synctest.Wait()
		put(t, q, 2)
		synctest.Wait()
		q.Close() // likewise
		synctest.Wait()
		require.Equal(t, []int{2}, closed)
	})
}

func TestAllStopsWhenTheLoopBreaks(t *testing.T) {
	both(t, func(t *testing.T, q *queue.Queue[int]) {
		put(t, q, 1, 2, 3)
		for item := range q.All(t.Context()) {
			if item == 2 {
				break
			}
		}
		require.Equal(t, []int{3}, rest(q))
	})
}

// TestNothingIsLostAndNothingTwice lets producers, consumers, cancellations and
// a Close loose on one queue. What the Puts say they put must be what the Gets
// say they got, and each consumer must see each producer's items in order.
func TestNothingIsLostAndNothingTwice(t *testing.T) {
	for _, capacity := range []int{0, 1, 3, 64} {
		var q *queue.Queue[[2]int]
		if q = new(queue.Queue[[2]int]); capacity > 0 {
			q = queue.New[[2]int](capacity)
		}
		const producers, consumers, each = 4, 4, 2000
		var put, got [producers][]int
		var mu sync.Mutex // guards got
		var putting, getting sync.WaitGroup
		for p := range producers {
			putting.Go(func() {
				for i := range each {
					if err := q.Put(soon(t, i), [2]int{p, i}); err == nil {
						put[p] = append(put[p], i)
					} else if errors.Is(err, queue.ErrClosed) {
						return
					}
				}
			})
		}
		for c := range consumers {
			getting.Go(func() {
				last := [producers]int{-1, -1, -1, -1}
				for i := c; ; i++ {
					item, err := q.Get(soon(t, i))
					if errors.Is(err, queue.ErrClosed) {
						return
					}
					if err != nil {
						continue
					}
					p, n := item[0], item[1]
					if n <= last[p] {
						t.Errorf("capacity %d: %d of producer %d came after %d", capacity, n, p, last[p])
					}
					last[p] = n
					mu.Lock()
					got[p] = append(got[p], n)
					mu.Unlock()
				}
			})
		}
		putting.Wait()
		q.Close()
		getting.Wait()
		for p := range producers {
			slices.Sort(got[p])
			require.Equal(t, put[p], got[p], "capacity %d, producer %d", capacity, p)
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

func TestCloseInAStormOfPuts(t *testing.T) {
	for range 50 {
		q := queue.New[int](2)
		var took [10]int
		var wg sync.WaitGroup
		for g := range took {
			wg.Go(func() {
				for q.Put(t.Context(), g) == nil {
					took[g]++
				}
			})
		}
		var got [10]int
		for range 100 {
			item, err := q.Get(t.Context())
			require.NoError(t, err)
			got[item]++
		}
		q.Close()
		wg.Wait()
		for item := range q.All(t.Context()) {
			got[item]++
		}
		require.Equal(t, took, got)
	}
}

func TestNewRefusesAQueueWithoutRoom(t *testing.T) {
	require.PanicsWithValue(t, "queue: New with a capacity below 1", func() { queue.New[int](0) })
}

func TestSteadyStateAllocatesNothing(t *testing.T) {
	var q queue.Queue[int]
	for n := range 600 { // past the sizes at which the ring grows and shrinks
		require.Zero(t, testing.AllocsPerRun(10, func() {
			q.TryPut(1)
			q.TryPut(1)
			q.TryGet()
			q.TryGet()
		}), "%d items", n)
		q.TryPut(1)
	}
}

func TestWaitingAllocatesNothing(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector makes sync.Pool forget at random")
	}
	var there, back queue.Queue[int]
	go func() { // ends when there is closed
		for item := range there.All(context.Background()) {
			back.TryPut(item)
		}
		back.Close()
	}()
	require.Zero(t, testing.AllocsPerRun(1000, func() {
		there.TryPut(1)
		_, _ = back.Get(context.Background()) // one of the two waits each time
	}))
	there.Close()
	_, err := back.Get(t.Context())
	require.ErrorIs(t, err, queue.ErrClosed)
}

func TestAnItemHandedOutIsNotKept(t *testing.T) {
	var q queue.Queue[*[1 << 20]byte]
	collected := make(chan struct{})
	func() {
		item := new([1 << 20]byte)
		runtime.AddCleanup(item, func(c chan struct{}) { close(c) }, collected)
		q.TryPut(item)
		q.TryPut(nil)
		q.TryGet()
	}()
	for {
		runtime.GC()
		select {
		case <-collected:
			require.Equal(t, 1, q.Len())
			return
		default:
		}
	}
}

func TestABurstDoesNotKeepItsMemory(t *testing.T) {
	var q queue.Queue[[64]byte]
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	for range 100_000 {
		q.TryPut([64]byte{})
	}
	full := heap() - before
	for range 100_000 {
		q.TryGet()
	}
	after := int64(heap()) - int64(before)
	require.Greater(t, full, uint64(6<<20))
	require.Less(t, after, int64(1<<20))
	runtime.KeepAlive(&q)
}
