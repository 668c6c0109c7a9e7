package timeline

import (
	"net"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/lesson"
)

// waiter starts f in a goroutine called waiter, waits until that blocks for
// reason, calls free and waits for its end.
func waiter(f func(), reason string, free func()) {
	var wg sync.WaitGroup
	wg.Go(func() {
		lesson.Name("waiter")
		f()
	})
	untilBlocked("timeline.waiter", reason)
	free()
	wg.Wait()
}

func TestEachWaitHasItsState(t *testing.T) {
	c := make(chan int)
	var mu sync.Mutex
	var rw sync.RWMutex
	var wg sync.WaitGroup
	var once sync.Once
	cond := sync.NewCond(&sync.Mutex{})
	tests := []struct {
		name   string
		wait   func()
		reason string
		free   func()
		want   State
	}{
		{"receive", func() { <-c }, "chan receive", func() { c <- 1 }, Receive},
		{"send", func() { c <- 1 }, "chan send", func() { <-c }, Send},
		{"range", func() {
			for range c {
				break
			}
		}, "chan receive", func() { c <- 1 }, Receive},
		{"select", func() {
			select {
			case <-c:
			case c <- 1:
			}
		}, "select", func() { <-c }, Select},
		{"mutex", func() { mu.Lock(); defer mu.Unlock() }, "sync.Mutex.Lock", mu.Unlock, Mutex},
		{"read lock", func() { rw.RLock(); defer rw.RUnlock() }, "sync.RWMutex.RLock", rw.Unlock, ReadLock},
		{"write lock", func() { rw.Lock(); defer rw.Unlock() }, "sync.RWMutex.Lock", rw.RUnlock, WriteLock},
		{"second writer", func() { rw.Lock(); defer rw.Unlock() }, "sync.Mutex.Lock", rw.Unlock, WriteLock},
		{"wait group", func() { wg.Wait() }, "sync.WaitGroup.Wait", wg.Done, WaitGroup},
		{"cond", func() { cond.L.Lock(); cond.Wait(); cond.L.Unlock() }, "sync.Cond.Wait", func() {
			cond.L.Lock() // so that it is on the list
			defer cond.L.Unlock()
			cond.Signal()
		}, Cond},
		{"once", func() { once.Do(func() {}) }, "sync.Mutex.Lock", func() { c <- 1 }, Once},
	}
	prepare := map[string]func(){
		"mutex": mu.Lock, "read lock": rw.Lock, "write lock": rw.RLock, "second writer": rw.Lock,
		"wait group": func() { wg.Add(1) },
		"once": func() {
			started := make(chan bool)
			go once.Do(func() { close(started); <-c })
			<-started
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if p := prepare[test.name]; p != nil {
				p()
			}
			m := watch(t, func() { waiter(test.wait, test.reason, test.free) })
			_, g := m.named(t, "waiter")
			require.Contains(t, g.waits(), test.want)
			for _, s := range g.Spans {
				if s.State == test.want {
					frame, ok := m.UserFrame(s.Stack)
					require.True(t, ok)
					require.Contains(t, frame.Func, "TestEachWaitHasItsState", "the line that a reader wants to see")
				}
			}
		})
	}
}

func TestSleepAndBubble(t *testing.T) {
	m := watch(t, func() {
		synctest.Test(t, func(t *testing.T) {
			lesson.Name("root")
			go func() {
				lesson.Name("sleeper")
				time.Sleep(time.Hour)
			}()
			synctest.Wait()
			time.Sleep(2 * time.Hour)
		})
	})
	_, g := m.named(t, "sleeper")
	require.Equal(t, []State{Sleep}, g.waits())
	require.EqualValues(t, None, g.Ender(waitIndex(g, Sleep)), "a timer is no goroutine")
	_, root := m.named(t, "root")
	require.Contains(t, root.waits(), Sleep)
	require.Contains(t, m.Goroutines[0].waits(), Bubble, "the test waits for its bubble")
}

func TestNetwork(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	m := watch(t, func() {
		waiter(func() {
			_, err := l.Accept()
			_ = err // it is closed under our hands
		}, "IO wait", func() { l.Close() })
	})
	_, g := m.named(t, "waiter")
	require.Equal(t, []State{Network}, g.waits())
}

func TestReadyStates(t *testing.T) {
	m := watch(t, func() { runtime.Gosched() })
	var states []State
	for _, s := range m.Goroutines[0].Spans {
		states = append(states, s.State)
	}
	require.Contains(t, states, Yielded)
	require.Equal(t, Running, states[0])
}

func TestWaitsThatOnlyAStackTells(t *testing.T) {
	tests := []struct {
		name, reason string
		funcs        []string
		want         State
	}{
		{"nil channel", "forever", []string{"main.main"}, Forever},
		{"an unknown reason", "a reason of the future", []string{"main.main"}, Waiting},
		{"collector", "GC mark assist wait for work", nil, Collector},
		{"end of collection", "wait until GC ends", nil, Collector},
		{"a channel of the runtime", "chan receive", []string{"runtime.chanrecv1", "runtime.gcBgMarkStartWorkers", "runtime.gcStart"}, Collector},
		{"another", "chan receive", []string{"runtime.chanrecv1", "runtime.other", "main.main"}, Waiting},
		{"the main goroutine's", "chan receive", []string{"runtime.chanrecv1", "runtime.main"}, Receive},
		{"a semaphore of the runtime", "sync", []string{"runtime.semacquire", "runtime.Stack", "main.main"}, Waiting},
		{"a semaphore of sync", "sync", []string{"sync.(*Thing).Wait", "main.main"}, Semaphore},
		{"lock under a user's frame", "sync", []string{"internal/sync.(*Mutex).lockSlow", "internal/sync.(*Mutex).Lock", "sync.(*Mutex).Lock", "main.f", "sync.(*Once).Do"}, Mutex},
		{"receive before the trace", "", []string{"runtime.chanrecv1", "main.main"}, Receive},
		{"send before the trace", "", []string{"runtime.chansend1", "main.main"}, Send},
		{"select before the trace", "", []string{"runtime.selectgo", "main.main"}, Select},
		{"empty select before the trace", "", []string{"runtime.block", "main.main"}, Forever},
		{"sleep before the trace", "", []string{"time.Sleep", "main.main"}, Sleep},
		{"network before the trace", "", []string{"internal/poll.runtime_pollWait", "internal/poll.(*FD).Read"}, Network},
		{"wait group before the trace", "", []string{"sync.runtime_SemacquireWaitGroup", "sync.(*WaitGroup).Wait", "main.main"}, WaitGroup},
		{"no stack", "", nil, Waiting},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, waitState(test.reason, test.funcs))
		})
	}
}

func TestEveryStateHasWordsAndALook(t *testing.T) {
	for s := range numStates {
		require.NotEmpty(t, s.String())
		require.NotEmpty(t, s.Long())
		if s != Unknown {
			require.NotEmpty(t, lookOf(s), "%s", s)
			require.NotEmpty(t, lookOf(s).what())
		}
		require.Equal(t, s >= Receive, s.Waiting(), "%s", s)
	}
	require.Equal(t, "unknown", State(200).String())
	require.Equal(t, "not known", State(200).Long())
	require.False(t, State(200).Waiting())
}

// waitIndex returns the index of the first span of g in a state.
func waitIndex(g *Goroutine, s State) int {
	for i := range g.Spans {
		if g.Spans[i].State == s {
			return i
		}
	}
	return -1
}
