package locks

import (
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// watch collects what is reported until the test is over. Tests that use it
// must not run in parallel: there is one watch in a process.
func watch(t *testing.T) *[]*Inversion {
	var mu sync.Mutex // guards found
	found := &[]*Inversion{}
	before := process.onInversion(func(i *Inversion) {
		mu.Lock()
		defer mu.Unlock()
		*found = append(*found, i)
	})
	t.Cleanup(func() {
		process.onInversion(before)
		require.Empty(t, process.held, "every lock was given back")
	})
	return found
}

// together locks the lockers one after the other, in a goroutine of its own,
// and unlocks them again.
func together(lockers ...sync.Locker) {
	var wg sync.WaitGroup
	wg.Go(func() {
		for _, l := range lockers {
			l.Lock()
			defer l.Unlock()
		}
	})
	wg.Wait()
}

// touch locks and unlocks in the caller's goroutine.
func touch(l sync.Locker) {
	l.Lock()
	defer l.Unlock()
}

func TestAnInversionIsFoundWithoutADeadlock(t *testing.T) {
	found := watch(t)
	var a, b watched
	together(&a, &b)
	require.Empty(t, *found)
	together(&b, &a)
	require.Len(t, *found, 1)
	steps := (*found)[0].Steps
	require.Len(t, steps, 2)
	require.Equal(t, uint64(b.id), steps[0].Held)
	require.Equal(t, uint64(a.id), steps[0].Wanted)
	require.Equal(t, uint64(a.id), steps[1].Held)
	require.Equal(t, uint64(b.id), steps[1].Wanted)
	for _, s := range steps {
		for _, at := range []string{s.HeldAt, s.WantedAt} {
			require.Contains(t, at, "order_test.go:")
			require.True(t, strings.HasPrefix(strings.TrimSpace(at), "example.com/mastery/04-sync-primitives/locks.together.func1"), at)
		}
	}
	require.Regexp(t, `(?s)^locks: 2 locks are taken in orders that can deadlock\nnow, holding .*\nbefore, holding `, (*found)[0].Error())
}

func TestAnInversionIsReportedOnce(t *testing.T) {
	found := watch(t)
	var a, b watched
	for range 3 {
		together(&a, &b)
		together(&b, &a)
	}
	require.Len(t, *found, 1)

	var gate, c, d watched
	together(&gate, &c, &d)
	together(&d, &c)
	require.Len(t, *found, 2)
	together(&c, &d) // closes the circle again, from its other end
	require.Len(t, *found, 2)
}

func TestOneOrderIsNoInversion(t *testing.T) {
	found := watch(t)
	var a, b, c watched
	for range 3 {
		together(&a, &b, &c)
		together(&a, &c)
		together(&b, &c)
	}
	require.Empty(t, *found)
}

func TestACircleOfThree(t *testing.T) {
	found := watch(t)
	var a, b, c watched
	together(&a, &b)
	together(&b, &c)
	require.Empty(t, *found)
	together(&c, &a)
	require.Len(t, *found, 1)
	require.Len(t, (*found)[0].Steps, 3)
}

func TestAGateMakesAnInversionHarmless(t *testing.T) {
	found := watch(t)
	var gate, a, b watched
	together(&gate, &a, &b)
	together(&gate, &b, &a)
	require.Empty(t, *found, "whoever holds the gate is alone with both")
	together(&a, &b) // not behind the gate: now it can happen
	require.Len(t, *found, 1)
}

func TestTwoGatesAreNone(t *testing.T) {
	found := watch(t)
	var gate1, gate2, a, b watched
	together(&gate1, &a, &b)
	together(&gate2, &b, &a)
	require.Len(t, *found, 1)
}

func TestReadLocksHaveAnOrderToo(t *testing.T) {
	found := watch(t)
	var a, b watchedRW
	together(a.RLocker(), b.RLocker())
	together(b.RLocker(), a.RLocker())
	require.Len(t, *found, 1)
}

func TestWriteLocksHaveAnOrderToo(t *testing.T) {
	found := watch(t)
	var a, b watchedRW
	together(&a, &b)
	together(&b, &a)
	require.Len(t, *found, 1)
}

func TestAReadLockTakenTwiceIsReported(t *testing.T) {
	found := watch(t)
	var a watchedRW
	together(a.RLocker(), a.RLocker())
	require.Len(t, *found, 1)
	require.Contains(t, (*found)[0].Error(), "a goroutine locks lock")
}

func TestALockTakenTwiceIsReportedBeforeItBlocks(t *testing.T) {
	found := watch(t)
	var a watched
	a.Lock()
	process.wants(&a.id) // what a.Lock does first; then it would block for ever
	require.Len(t, *found, 1)
	require.Len(t, (*found)[0].Steps, 1)
	a.Unlock()
}

func TestTryLockCannotDeadlock(t *testing.T) {
	found := watch(t)
	var a, b watched
	var c watchedRW
	together(&a, &b)
	b.Lock()
	require.True(t, a.TryLock())
	require.False(t, a.TryLock())
	a.Unlock()
	b.Unlock()
	require.True(t, c.TryLock())
	require.False(t, c.TryRLock())
	c.Unlock()
	require.True(t, c.TryRLock())
	require.False(t, c.TryLock())
	c.RUnlock()
	require.Empty(t, *found)

	require.True(t, b.TryLock()) // but what it holds counts
	touch(&a)
	b.Unlock()
	require.Len(t, *found, 1)

	var d, e watched
	together(&d, &c)
	require.True(t, c.TryLock())
	touch(&d)
	c.Unlock()
	require.Len(t, *found, 2)
	together(&e, &c)
	require.True(t, c.TryRLock())
	touch(&e)
	c.RUnlock()
	require.Len(t, *found, 3)
}

func TestALockMayBeGivenBackByAnotherGoroutine(t *testing.T) {
	found := watch(t)
	var a, b watched
	a.Lock()
	var wg sync.WaitGroup
	wg.Go(func() { a.Unlock() })
	wg.Wait()
	touch(&b) // a is no longer held
	together(&b, &a)
	require.Empty(t, *found)
}

func TestTheWatchedLocksStillExclude(t *testing.T) {
	watch(t)
	var mu watched
	var rw watchedRW
	n, m := 0, 0
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 200 {
				mu.Lock()
				n++
				mu.Unlock()
				rw.Lock()
				m++
				rw.Unlock()
				rw.RLock()
				_ = m
				rw.RUnlock()
			}
		})
	}
	wg.Wait()
	require.Equal(t, 1600, n)
	require.Equal(t, 1600, m)
}

func TestACondWorksWithAWatchedMutex(t *testing.T) {
	found := watch(t)
	var mu watched
	c := sync.NewCond(&mu)
	ready := false
	var wg sync.WaitGroup
	wg.Go(func() {
		mu.Lock()
		defer mu.Unlock()
		for !ready {
			c.Wait()
		}
	})
	mu.Lock()
	ready = true
	mu.Unlock()
	c.Broadcast()
	wg.Wait()
	require.Empty(t, *found)
}

func TestTheGraphIsForgottenWhenItIsFull(t *testing.T) {
	o := newOrder(nil)
	lock := func(id *identity) {
		o.wants(id)
		o.got(id, false)
	}
	ids := make([]identity, 8)
	for i := range ids {
		lock(&ids[i])
	}
	for range 2 + most/len(ids) { // each draws as many edges
		var id identity
		lock(&id)
		o.gaveBack(&id)
	}
	require.LessOrEqual(t, len(o.edges), most)
	require.NotEmpty(t, o.edges)
	for i := range ids {
		o.gaveBack(&ids[i])
	}
	require.Empty(t, o.held)
	require.Empty(t, o.where)
}

func TestTheTagTurnsTheWatchOn(t *testing.T) {
	for _, tag := range []string{"", "lockorder"} {
		cmd := exec.Command("go", "run", "-tags", tag, "./testdata/abba")
		var out, errOut strings.Builder
		cmd.Stdout, cmd.Stderr = &out, &errOut
		require.NoError(t, cmd.Run(), errOut.String())
		require.Equal(t, fmt.Sprintf("done, watching: %t\n", tag != ""), out.String())
		if tag == "" {
			require.Empty(t, errOut.String())
			continue
		}
		require.Contains(t, errOut.String(), "2 locks are taken in orders that can deadlock")
		require.Equal(t, 4, strings.Count(errOut.String(), "main.lockBoth\n"), "each step has two stacks")
	}
}

func TestACircleThatIsKnownIsNotWalkedForEver(t *testing.T) {
	found := watch(t)
	var a, b, c watched
	together(&a, &b)
	together(&b, &a)
	require.Len(t, *found, 1)
	together(&c, &a) // looks for a way from a to c, round the circle
	require.Len(t, *found, 1)
}

func TestALockTakenTwiceIsReportedOnce(t *testing.T) {
	found := watch(t)
	var a watchedRW
	for range 3 {
		together(a.RLocker(), a.RLocker())
	}
	require.Len(t, *found, 1)
}

// Between many locks there are more paths than anybody can walk: this test ends
// only if they are not walked one by one.
func TestManyLocksInOneOrderAreSearchedOnce(t *testing.T) {
	found := watch(t)
	locks := make([]watched, 60)
	for i := len(locks) - 1; i >= 0; i-- { // so that each edge leads to a full graph
		for j := len(locks) - 1; j > i; j-- {
			nest(&locks[i], &locks[j])
		}
	}
	require.Empty(t, *found)
	nest(&locks[len(locks)-1], &locks[0])
	require.Len(t, *found, 1)
}

func TestManyLocksBehindOneGateAreSearchedOnce(t *testing.T) {
	found := watch(t)
	locks := make([]watched, 30)
	var gate watched
	gate.Lock()
	for i := range locks {
		for j := range locks {
			if i != j {
				nest(&locks[i], &locks[j])
			}
		}
	}
	gate.Unlock()
	require.Empty(t, *found, "whoever holds the gate is alone with all")
	nest(&locks[3], &locks[7]) // and may meet whoever holds the gate
	require.Len(t, *found, 1)
	require.Len(t, (*found)[0].Steps, 2, "the shortest circle")
}

func TestAGateThatIsOnlyReadIsNone(t *testing.T) {
	found := watch(t)
	var gate watchedRW
	var a, b, c, d watched
	together(gate.RLocker(), &a, &b)
	together(gate.RLocker(), &b, &a)
	require.Len(t, *found, 1, "both may be beyond it")
	together(&gate, &c, &d)
	together(gate.RLocker(), &d, &c)
	require.Len(t, *found, 1, "a writer is alone")
	together(gate.RLocker(), &c, &d)
	require.Len(t, *found, 2)
}

// The short way from a to m is behind the gate, as is the way from m to c: the
// long one is not.
func TestAWayRoundTheGateIsFound(t *testing.T) {
	found := watch(t)
	var gate, a, n, m, c watched
	together(&gate, &a, &m)
	together(&gate, &m, &c)
	together(&a, &n)
	together(&n, &m)
	together(&c, &a)
	require.Len(t, *found, 1)
	require.Len(t, (*found)[0].Steps, 4)
}

// Each step from a lock to the next can be made behind one gate or another. To
// try all of the 2^30 combinations of gates would never end.
func TestGatesAreNotTriedInEveryCombination(t *testing.T) {
	found := watch(t)
	locks := make([]watched, 31)
	for i := len(locks) - 2; i >= 0; i-- {
		for range 2 {
			var gate, between watched
			together(&gate, &locks[i], &between)
			together(&between, &locks[i+1])
		}
	}
	require.Empty(t, *found)
	together(&locks[len(locks)-1], &locks[0])
	require.Len(t, *found, 1)
}

// Two of the three would have to hold the gate at the same time.
func TestAGateOnTwoOfThreeMakesACircleHarmless(t *testing.T) {
	found := watch(t)
	var gate, a, b, c watched
	together(&gate, &a, &b)
	together(&gate, &b, &c)
	together(&c, &a)
	require.Empty(t, *found)
}

// In the way over b, the one who has b has a as well, which the other wants.
func TestOnlyACircleThatCanCloseIsReported(t *testing.T) {
	found := watch(t)
	var a, b, c watched
	together(&a, &b, &c)
	together(&c, &a)
	require.Len(t, *found, 1)
	require.Len(t, (*found)[0].Steps, 2, "a and c, not b")
}

func TestAnInversionTellsOfTheStacksOfNow(t *testing.T) {
	found := watch(t)
	var gate, a, b watched
	together(&gate, &a, &b)
	together(&gate, &b, &a)
	touchBoth(&a, &b)
	require.Len(t, *found, 1)
	require.Contains(t, (*found)[0].Steps[0].WantedAt, "touchBoth")
	require.NotContains(t, (*found)[0].Steps[1].WantedAt, "touchBoth")
}

func touchBoth(a, b *watched) {
	a.Lock()
	defer a.Unlock()
	touch(b)
}
