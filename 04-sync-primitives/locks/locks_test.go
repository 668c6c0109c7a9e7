package locks

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestKeyedExcludesOnOneKey(t *testing.T) {
	var k Keyed[string]
	n := 0
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 1000 {
				k.Lock("a")
				n++
				k.Unlock("a")
			}
		})
	}
	wg.Wait()
	require.Equal(t, 8000, n)
	require.Zero(t, k.Len())
}

func TestKeyedLetsOtherKeysPass(t *testing.T) {
	var k Keyed[int]
	for key := range 10_000 { // in every shard, many at once
		k.Lock(key)
	}
	require.Equal(t, 10_000, k.Len())
	for key := range 10_000 {
		require.False(t, k.TryLock(key))
		k.Unlock(key)
		require.True(t, k.TryLock(key))
		k.Unlock(key)
	}
	require.Zero(t, k.Len())
}

func TestKeyedWaitsForTheHolderOfTheKey(t *testing.T) {
	// A mutex is not durably blocking for a bubble, so this test waits for the
	// waiter to be counted in, and then for it to get the lock.
	var k Keyed[string]
	k.Lock("a")
	got := make(chan struct{})
	go func() {
		k.Lock("a")
		close(got)
	}()
	s := k.shard("a")
	for waiting := false; !waiting; runtime.Gosched() {
		s.mu.Lock()
		waiting = s.held["a"].refs == 2
		s.mu.Unlock()
	}
	select {
	case <-got:
		t.Fatal("two hold one key")
	default:
	}
	k.Unlock("a")
	<-got
	require.Equal(t, 1, k.Len())
	k.Unlock("a")
	require.Zero(t, k.Len())
}

func TestKeyedMayBeUnlockedByAnotherGoroutine(t *testing.T) {
	var k Keyed[string]
	k.Lock("a")
	var wg sync.WaitGroup
	wg.Go(func() { k.Unlock("a") })
	wg.Wait()
	require.True(t, k.TryLock("a"))
	k.Unlock("a")
}

func TestKeyedUnlockOfAnUnlockedKeyPanics(t *testing.T) {
	var k Keyed[string]
	const text = "locks: Unlock of a key that is not locked"
	require.PanicsWithValue(t, text, func() { k.Unlock("a") })
	k.Lock("a")
	k.Unlock("a")
	require.PanicsWithValue(t, text, func() { k.Unlock("a") })
	k.Lock("a") // the panic left nothing locked
	k.Unlock("a")
}

func TestKeyedKeepsNoMemoryForIdleKeys(t *testing.T) {
	var k Keyed[[4]uint64]
	before := heap()
	const n = 200_000
	for i := range uint64(n) {
		k.Lock([4]uint64{i})
	}
	full := heap() - before
	for i := range uint64(n) {
		k.Unlock([4]uint64{i})
	}
	after := heap() - before
	t.Logf("%d keys held: %d bytes a key; none held: %d bytes in all", n, full/n, after)
	require.Greater(t, full, int64(n*40))
	require.Less(t, after, int64(256<<10))
	runtime.KeepAlive(&k)
}

// The table of keys shrinks too while some are held, in every part of it.
func TestKeyedKeepsNoMemoryForIdleKeysWhileOthersAreHeld(t *testing.T) {
	var k Keyed[[4]uint64]
	const n, held = 200_000, 1000
	for i := range uint64(held) {
		k.Lock([4]uint64{i})
	}
	before := heap()
	for i := range uint64(n) {
		k.Lock([4]uint64{0, i + 1})
	}
	for i := range uint64(n) {
		k.Unlock([4]uint64{0, i + 1})
		k.Lock([4]uint64{0, 0, i + 1}) // keys that come and go don't hold it up
		k.Unlock([4]uint64{0, 0, i + 1})
	}
	after := heap() - before
	t.Logf("%d keys more held, and again %d: %d bytes more", n, held, after)
	require.Less(t, after, int64(256<<10))
	require.Equal(t, held, k.Len())
	for i := range uint64(held) {
		require.False(t, k.TryLock([4]uint64{i}), "it is still the same lock")
		k.Unlock([4]uint64{i})
	}
	require.Zero(t, k.Len())
}

func heap() int64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

func TestLatchOpensAtTheLastCountDown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLatch(3)
		var passed atomic.Int32
		for range 4 {
			go func() {
				if l.Wait(t.Context()) == nil {
					passed.Add(1)
				}
			}()
		}
		for left := 3; left > 0; left-- {
			synctest.Wait()
			require.Zero(t, passed.Load())
			require.Equal(t, left, l.Count())
			l.CountDown()
		}
		synctest.Wait()
		require.EqualValues(t, 4, passed.Load())
		<-l.Done()
		ended, cancel := context.WithCancel(t.Context())
		cancel()
		require.NoError(t, l.Wait(ended), "an open latch wins")
		require.PanicsWithValue(t, "locks: CountDown of an open latch", l.CountDown)
		require.Zero(t, l.Count())
	})
}

func TestLatchOfNothingIsOpen(t *testing.T) {
	require.NoError(t, NewLatch(0).Wait(t.Context()))
	require.PanicsWithValue(t, "locks: NewLatch with a negative count", func() { NewLatch(-1) })
}

func TestLatchWaitEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		require.ErrorIs(t, NewLatch(1).Wait(ctx), context.DeadlineExceeded)
	})
}

func TestBarrierKeepsPhasesApart(t *testing.T) {
	const parties, phases = 5, 200
	b := NewBarrier(parties)
	var arrived [phases]atomic.Int32
	var lasts atomic.Int32
	var wg sync.WaitGroup
	for range parties {
		wg.Go(func() {
			for p := range phases {
				arrived[p].Add(1)
				last, err := b.Wait(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				if last {
					lasts.Add(1)
				}
				if n := arrived[p].Load(); n != parties {
					t.Errorf("phase %d began with %d of %d parties", p, n, parties)
				}
			}
		})
	}
	wg.Wait()
	require.EqualValues(t, phases, lasts.Load(), "exactly one comes last")
}

func TestBarrierOfOneNeverBlocks(t *testing.T) {
	b := NewBarrier(1)
	for range 3 {
		last, err := b.Wait(t.Context())
		require.True(t, last)
		require.NoError(t, err)
	}
	require.PanicsWithValue(t, "locks: NewBarrier with a count below 1", func() { NewBarrier(0) })
}

func TestBarrierBreaksForAllWhenOneGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := NewBarrier(3)
		errs := make(chan error, 1)
		go func() {
			_, err := b.Wait(t.Context())
			errs <- err
		}()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		_, err := b.Wait(ctx)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, <-errs, ErrBroken)
		_, err = b.Wait(t.Context())
		require.ErrorIs(t, err, ErrBroken, "ever after")
		_, err = b.Wait(ctx)
		require.ErrorIs(t, err, ErrBroken)
	})
}

func TestBarrierBrokenByTwoAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := NewBarrier(3)
		ctx, cancel := context.WithCancel(t.Context())
		errs := make(chan error, 2)
		for range 2 {
			go func() {
				_, err := b.Wait(ctx)
				errs <- err
			}()
		}
		synctest.Wait()
		cancel()
		require.Error(t, <-errs) // canceled, or broken by the other
		require.Error(t, <-errs)
	})
}

func TestBarrierRefusesAContextThatHasEnded(t *testing.T) {
	b := NewBarrier(2)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := b.Wait(ctx)
	require.ErrorIs(t, err, context.Canceled)
	_, err = b.Wait(t.Context())
	require.ErrorIs(t, err, ErrBroken)
}

// TestBarrierTooLateToGiveUp ends the context of one who waits after the last
// party came and before it has run again: one processor sees to that.
func TestBarrierTooLateToGiveUp(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for i := range 100 {
		synctest.Test(t, func(t *testing.T) {
			b := NewBarrier(2)
			ctx, cancel := context.WithCancel(t.Context())
			var err error
			go func() { _, err = b.Wait(ctx) }()
			synctest.Wait()
			cancel()
			last, mine := b.Wait(t.Context())
			synctest.Wait()
			if err == nil {
				require.NoError(t, mine, "round %d", i)
				require.True(t, last)
			} else {
				require.ErrorIs(t, err, context.Canceled)
				require.ErrorIs(t, mine, ErrBroken)
			}
		})
	}
}

func ExampleKeyed() {
	var files Keyed[string]
	var wg sync.WaitGroup
	for _, name := range []string{"a.txt", "b.txt", "a.txt"} {
		wg.Go(func() {
			files.Lock(name)
			defer files.Unlock(name)
			// Nobody else works on this file; other files are free.
		})
	}
	wg.Wait()
	fmt.Println(files.Len(), "keys held")
	// Output: 0 keys held
}

func ExampleLatch() {
	ready := NewLatch(3)
	for range 3 {
		go ready.CountDown() // after a goroutine has set itself up
	}
	fmt.Println(ready.Wait(context.Background()), ready.Count())
	// Output: <nil> 0
}

func ExampleBarrier() {
	const workers = 3
	sums := [workers]int{}
	b := NewBarrier(workers)
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for phase := range 2 {
				sums[w] += w * 10
				if last, _ := b.Wait(context.Background()); last {
					fmt.Println("phase", phase, sums)
				}
				_, _ = b.Wait(context.Background()) // nobody adds before it is printed
			}
		})
	}
	wg.Wait()
	// Output:
	// phase 0 [0 10 20]
	// phase 1 [0 20 40]
}

func TestKeyedUsesItsEntriesAgain(t *testing.T) {
	var k Keyed[int]
	use := func() {
		k.Lock(1)
		k.Unlock(1)
	}
	for range 10 * roomy {
		use()
	}
	require.Zero(t, testing.AllocsPerRun(1000, use))
}

func TestBarrierRefusesAnEndedContextEvenFromTheLast(t *testing.T) {
	b := NewBarrier(1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	last, err := b.Wait(ctx)
	require.False(t, last)
	require.ErrorIs(t, err, context.Canceled)
}
