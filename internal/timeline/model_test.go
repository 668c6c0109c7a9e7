package timeline

import (
	"context"
	"fmt"
	"runtime"
	"runtime/trace"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"example.com/mastery/internal/lesson"
)

func TestEdges(t *testing.T) {
	m := watch(t, func() {
		lesson.Name("parent")
		c, done := make(chan int), make(chan bool)
		go func() {
			lesson.Name("child")
			<-c
			close(done)
		}()
		untilBlocked("TestEdges.func", "chan receive")
		c <- 1
		<-done
		untilGone("TestEdges")
	})
	parent, _ := m.named(t, "parent")
	child, g := m.named(t, "child")
	require.Equal(t, parent, g.Parent)
	frame, ok := m.UserFrame(g.Created)
	require.True(t, ok)
	require.Contains(t, frame.Func, "TestEdges")
	require.Equal(t, "model_test.go", base(frame.File))

	require.Equal(t, Ready, g.Spans[0].State)
	require.Equal(t, parent, g.Spans[0].By, "who created it")
	i := waitIndex(g, Receive)
	require.Equal(t, parent, g.Ender(i), "who ended its wait")
	woken, ok := m.UserFrame(g.Spans[i+1].Stack)
	require.True(t, ok)
	require.Contains(t, woken.Func, "TestEdges", "and where")
	require.EqualValues(t, None, g.Ender(0), "being ready is no wait")

	require.True(t, g.Ended)
	require.Less(t, g.End, m.Length)
	require.NotEqual(t, child, parent)
	require.False(t, m.Goroutines[parent].Ended, "the region ended before it did")
	require.Equal(t, m.Length, m.Goroutines[parent].End)
}

// theTask is a function to be found by its name.
func theTask(c <-chan int) { <-c }

type ticket struct{ c chan int }

func (x *ticket) wait() { <-x.c }

// A nursery is somebody's own group: a method Go that starts functions.
type nursery struct{ wg sync.WaitGroup }

func (n *nursery) Go(f func()) {
	n.wg.Add(1)
	go n.run(f)
}

func (n *nursery) run(f func()) {
	defer n.wg.Done()
	f()
}

func TestNames(t *testing.T) {
	tests := []struct {
		name  string
		start func(c chan int, wg *sync.WaitGroup)
		want  string
	}{
		{"a closure", func(c chan int, wg *sync.WaitGroup) {
			wg.Add(1)
			done := wg.Done
			go func() { <-c; done() }()
		}, "timeline.TestNames.func1.1"},
		{"a function with arguments", func(c chan int, wg *sync.WaitGroup) {
			wg.Go(func() {}) // the group must be used
			go theTask(c)
		}, "timeline.theTask"},
		{"a method with a receiver", func(c chan int, wg *sync.WaitGroup) {
			go (&ticket{c}).wait()
		}, "timeline.(*ticket).wait"},
		{"wg.Go", func(c chan int, wg *sync.WaitGroup) {
			wg.Go(func() { <-c })
		}, "timeline.TestNames.func4.1"},
		{"errgroup", func(c chan int, wg *sync.WaitGroup) {
			var g errgroup.Group
			g.Go(func() error { <-c; return nil })
		}, "timeline.TestNames.func5.1"},
		{"a Go of ours", func(c chan int, wg *sync.WaitGroup) {
			var n nursery
			n.Go(func() { theTask(c) })
		}, "timeline.(*nursery).run"},
		{"a timer's", func(c chan int, wg *sync.WaitGroup) {
			time.AfterFunc(0, func() { <-c })
		}, "timeline.TestNames.func7.1"},
		{"named by the code", func(c chan int, wg *sync.WaitGroup) {
			go func() { lesson.Name("fred"); <-c }()
		}, "fred"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := make(chan int)
			var wg sync.WaitGroup
			m := watch(t, func() {
				test.start(c, &wg)
				untilBlocked("", "chan receive")
				c <- 1
				wg.Wait()
			})
			m.named(t, test.want)
		})
	}
}

func TestTheTimerOfAContextIsCalledDeadline(t *testing.T) {
	m := watch(t, func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Millisecond)
		defer cancel()
		<-ctx.Done()
	})
	m.named(t, "deadline")
}

func TestAGoroutineThatNeverBlocksIsNamedByWhoStartedIt(t *testing.T) {
	m := watch(t, func() {
		lesson.Name("main")
		var wg sync.WaitGroup
		wg.Go(func() {})
		wg.Wait()
	})
	require.Len(t, m.Goroutines, 2)
	require.Regexp(t, `^timeline\.TestAGoroutineThatNeverBlocks\w+\.func1:\d+$`, m.Goroutines[1].Name)
}

func TestAGoroutineThatNeverBlocksIsNamedLikeItsSiblings(t *testing.T) {
	m := watch(t, func() {
		lesson.Name("main")
		c := make(chan int)
		var wg sync.WaitGroup
		for i := range 2 {
			wg.Go(func() {
				if i == 1 {
					<-c
				}
			})
		}
		untilBlocked("NamedLikeItsSiblings", "chan receive")
		c <- 1
		wg.Wait()
	})
	require.Equal(t, "timeline.TestAGoroutineThatNeverBlocksIsNamedLikeItsSiblings.func1.1 #1", m.Goroutines[1].Name)
}

func TestNamesAreUnique(t *testing.T) {
	m := watch(t, func() {
		lesson.Name("main")
		c := make(chan int)
		var wg sync.WaitGroup
		for i := range 3 {
			wg.Go(func() {
				lesson.Name(fmt.Sprint("worker ", i))
				<-c
			})
			wg.Go(func() {
				lesson.Name("twin")
				<-c
			})
		}
		for range 6 {
			c <- 1
		}
		wg.Wait()
	})
	bases := map[string]string{
		"worker 0": "worker", "worker 1": "worker", "worker 2": "worker",
		"twin #1": "twin", "twin #2": "twin", "twin #3": "twin",
	}
	for name, base := range bases {
		_, g := m.named(t, name)
		require.Equal(t, base, g.Base)
	}
}

func TestMessages(t *testing.T) {
	m := watch(t, func() {
		lesson.Name("main")
		c := make(chan int)
		go func() {
			lesson.Name("sender")
			for i := range 3 {
				lesson.Sent("numbers", i)
				c <- i
			}
			lesson.Sent("numbers", 99) // and then it changes its mind
			close(c)
		}()
		for v := range c {
			lesson.Received("numbers", v)
		}
		lesson.Received("numbers", "closed")
	})
	sender, _ := m.named(t, "sender")
	receiver, _ := m.named(t, "main")
	require.Len(t, m.Messages, 5)
	for i, x := range m.Messages[:3] {
		require.Equal(t, "numbers", x.Channel)
		require.Equal(t, fmt.Sprint(i), x.Value)
		require.Equal(t, sender, x.From)
		require.Equal(t, receiver, x.To)
		require.Less(t, x.Sent, x.Received)
	}
	lost, odd := m.Messages[3], m.Messages[4]
	require.Equal(t, "99", lost.Value)
	require.EqualValues(t, None, lost.To)
	require.Equal(t, "closed", odd.Value)
	require.EqualValues(t, None, odd.From)
}

func TestEqualValuesArePairedInOrder(t *testing.T) {
	m := watch(t, func() {
		c := make(chan int, 2)
		for range 2 {
			lesson.Sent("c", 7)
			c <- 7
		}
		for range 2 {
			lesson.Received("c", <-c)
		}
	})
	require.Len(t, m.Messages, 2)
	require.Less(t, m.Messages[0].Received, m.Messages[1].Received)
}

func TestNotesRegionsAndLimits(t *testing.T) {
	m := watch(t, func() {
		lesson.Note("here")
		trace.WithRegion(t.Context(), "outer", func() {
			trace.WithRegion(t.Context(), "inner", func() {})
		})
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	})
	require.Len(t, m.Notes, 1)
	require.Equal(t, "here", m.Notes[0].Text)
	require.EqualValues(t, 0, m.Notes[0].Goroutine)
	require.Len(t, m.Regions, 3)
	whole, outer, inner := m.Regions[0], m.Regions[1], m.Regions[2]
	require.Equal(t, lesson.Region, whole.Name)
	require.Equal(t, m.Length, whole.End)
	require.Equal(t, "outer", outer.Name)
	require.Equal(t, "inner", inner.Name)
	require.Less(t, outer.Start, inner.Start)
	require.Less(t, inner.End, outer.End)
	require.Less(t, outer.End, whole.End)
	require.GreaterOrEqual(t, len(m.Limits), 2)
	require.Equal(t, runtime.GOMAXPROCS(0), m.Limits[0].N)
	require.Equal(t, 3, m.Limits[1].N)
	require.NotEmpty(t, m.Pauses, "to change GOMAXPROCS stops the world")
	require.Less(t, m.Pauses[0].Start, m.Pauses[0].End)
	require.Less(t, m.Pauses[0].End, m.Length)
}

func TestProcessorsRunOneAtATime(t *testing.T) {
	m := watch(t, func() {
		var wg sync.WaitGroup
		for range 20 {
			wg.Go(func() { runtime.Gosched() })
		}
		wg.Wait()
	})
	running := time.Duration(0)
	for _, p := range m.Procs {
		for i, turn := range p.Turns {
			require.LessOrEqual(t, turn.Start, turn.End)
			running += turn.End - turn.Start
			if i > 0 {
				require.LessOrEqual(t, p.Turns[i-1].End, turn.Start)
			}
		}
	}
	spans := time.Duration(0)
	for i := range m.Goroutines {
		g := &m.Goroutines[i]
		for j, s := range g.Spans {
			if s.State == Running {
				require.NotEqualValues(t, None, s.Proc)
				spans += g.SpanEnd(j) - s.Start
			}
		}
	}
	require.Equal(t, spans, running, "the processors' turns are the goroutines' running")
	require.LessOrEqual(t, busiest(m, all(m)), runtime.GOMAXPROCS(0))
}

func all(m *Model) []int32 {
	list := make([]int32, len(m.Goroutines))
	for i := range list {
		list[i] = int32(i)
	}
	return list
}

func TestClipLeavesOutTheRest(t *testing.T) {
	c := make(chan int)
	go func() {
		lesson.Name("before")
		<-c
	}()
	m := watch(t, func() {
		lesson.Name("me")
		c <- 1
	})
	require.Len(t, m.Goroutines, 1, "neither who was there before nor the tracer")
	require.Equal(t, "me", m.Goroutines[0].Name)
	require.Zero(t, m.Goroutines[0].Start())

	_, err := m.Clip("no such region")
	require.ErrorContains(t, err, `no region "no such region"`)
}

func TestStillBlocked(t *testing.T) {
	c := make(chan int)
	var wg sync.WaitGroup
	defer wg.Wait()
	m := watch(t, func() {
		wg.Go(func() {
			lesson.Name("lost")
			c <- 1
		})
		untilBlocked("TestStillBlocked", "chan send")
	})
	<-c
	lost, g := m.named(t, "lost")
	require.Equal(t, []int32{lost}, m.StillBlocked())
	span, blocked := g.Blocked()
	require.True(t, blocked)
	require.Equal(t, Send, span.State)
	require.EqualValues(t, None, g.Ender(len(g.Spans)-1))
	require.Equal(t, m.Length, g.End)
}

func TestLongestWaits(t *testing.T) {
	m := watch(t, func() {
		lesson.Name("main")
		c := make(chan int)
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() { <-c })
		}
		untilBlocked("TestLongestWaits", "chan receive")
		for range 3 {
			c <- 1
		}
		wg.Wait()
	})
	sites := m.LongestWaits(10)
	require.NotEmpty(t, sites)
	for i, s := range sites {
		require.Positive(t, s.Count)
		require.LessOrEqual(t, s.Longest, s.Total)
		span := m.Goroutines[s.Goroutine].Spans[s.Span]
		require.Equal(t, s.State, span.State)
		require.Equal(t, s.Longest, m.Goroutines[s.Goroutine].SpanEnd(s.Span)-span.Start)
		if i > 0 {
			require.GreaterOrEqual(t, sites[i-1].Total, s.Total)
		}
	}
	require.Len(t, m.LongestWaits(1), 1)
	require.Empty(t, (&Model{}).LongestWaits(3))
}
