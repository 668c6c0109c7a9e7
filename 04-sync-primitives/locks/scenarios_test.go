package locks

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// These are the situations of go-deadlock's own tests (v0.3.9), as far as they
// fit: it also reports a lock that is waited for longer than a time limit, which
// the watch here does not.

// crowd runs f in n goroutines, several times each, and waits for all.
func crowd(n int, f func()) {
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			for range 20 {
				f()
			}
		})
	}
	wg.Wait()
}

// nest locks the lockers, one inside the other.
func nest(lockers ...sync.Locker) {
	for _, l := range lockers {
		l.Lock()
		defer l.Unlock()
	}
}

func TestScenarioManyGoroutinesInOneOrder(t *testing.T) {
	found := watch(t)
	var a, c watchedRW
	var b watched
	var both sync.WaitGroup
	both.Go(func() { crowd(10, func() { nest(&a, &b, c.RLocker()) }) })
	both.Go(func() { crowd(10, func() { nest(a.RLocker(), &b, &c) }) })
	both.Wait()
	require.Empty(t, *found)
}

func TestScenarioManyReadersFewWriters(t *testing.T) {
	found := watch(t)
	var a watchedRW
	var both sync.WaitGroup
	both.Go(func() { crowd(20, func() { nest(a.RLocker()) }) })
	both.Go(func() { crowd(2, func() { nest(&a) }) })
	both.Wait()
	require.Empty(t, *found)
}

func TestScenarioAnRWMutexAndAMutex(t *testing.T) {
	found := watch(t)
	var a watchedRW
	var b watched
	together(&a, &b)
	together(&b, a.RLocker())
	require.Len(t, *found, 1)
}

func TestScenarioManyPairsAtTheSameTime(t *testing.T) {
	found := watch(t)
	const pairs = 20
	var locks [pairs][2]watched
	var wg sync.WaitGroup
	for i := range pairs {
		wg.Go(func() { // one after the other, so that none deadlocks
			nest(&locks[i][0], &locks[i][1])
			nest(&locks[i][1], &locks[i][0])
		})
	}
	wg.Wait()
	require.Len(t, *found, pairs)
}

func TestScenarioTheSameLockTwice(t *testing.T) {
	found := watch(t)
	var a watchedRW
	together(a.RLocker(), a.RLocker())
	require.Len(t, *found, 1)

	// Two goroutines that read it at the same time are no such thing.
	var b watchedRW
	b.RLock()
	together(b.RLocker())
	b.RUnlock()
	require.Len(t, *found, 1)
}

func TestScenarioTryLockBacksOff(t *testing.T) {
	found := watch(t)
	var a, b watched
	var both sync.WaitGroup
	back := func(first, second *watched) func() {
		return func() {
			first.Lock()
			defer first.Unlock()
			if second.TryLock() {
				second.Unlock()
			}
		}
	}
	both.Go(func() { crowd(5, back(&a, &b)) })
	both.Go(func() { crowd(5, back(&b, &a)) })
	both.Wait()
	require.Empty(t, *found)
}
