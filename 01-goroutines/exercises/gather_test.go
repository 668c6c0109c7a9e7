package exercises

import (
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

func TestGatherRunsAllTasksAtTheSameTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 1100 // more than anybody would take for a limit
		g := startGather[int](t, n)
		for i := range n {
			g.end(i, 1+i) // all together: what Gather does with results must bear that
		}
		got := g.returned()
		lost, moved := map[int]bool{}, 0
		for i := range n {
			lost[1+i] = true
		}
		for i, result := range got {
			delete(lost, result)
			if result != 1+i {
				moved++
			}
		}
		if len(lost) > 0 {
			t.Errorf("%d tasks ended together, and what %d of them returned is lost.\n"+
				"A correct Gather waits for the last one, and no result overwrites another.", n, len(lost))
		} else if len(got) != n {
			t.Errorf("Gather returned %d results for %d tasks. A correct Gather returns one for each.", len(got), n)
		} else if moved > 0 {
			t.Errorf("%d tasks ended together, and %d of the results do not stand where their tasks stood.\n"+
				"A correct Gather knows the place of each task before it starts it: goroutines begin in any\n"+
				"order, and end in any order.", n, moved)
		}
	})
}

func TestGatherReturnsResultsInTaskOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		want := []string{"a", "b", "c", "d"}
		g := startGather[string](t, len(want))
		for i, result := range slices.Backward(want) { // the last task is done first
			g.end(i, result)
			if i > 0 {
				g.mustWait(i)
			}
		}
		if got := g.returned(); !slices.Equal(got, want) {
			t.Errorf("The tasks ended in the order d, c, b, a, and Gather returned %q, want %q.\n"+
				"A correct Gather puts each result where its task stood, whenever it comes:\n"+
				"a caller finds the result of tasks[i] by i alone.", got, want)
		}
	})
}

func TestGatherKeepsNilResults(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		want := []error{nil, errors.New("broken"), nil}
		g := startGather[error](t, len(want))
		for i, result := range want {
			g.end(i, result)
		}
		if got := g.returned(); !slices.Equal(got, want) {
			t.Errorf("The tasks returned %v, and Gather %v.\n"+
				"A correct Gather keeps every result: nil is one too.", want, got)
		}
	})
}

func TestGatherWithOneTask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := startGather[int](t, 1)
		g.end(0, 7)
		if got := g.returned(); !slices.Equal(got, []int{7}) {
			t.Errorf("The only task returned 7, and Gather %v, want [7].\n"+
				"A correct Gather makes no difference between one task and many.", got)
		}
	})
}

func TestGatherWithNoTasks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if got := Gather[int](nil); len(got) != 0 {
			t.Errorf("Gather of no tasks returned %v. A correct Gather returns no results.", got)
		}
	})
}

// A gatherCall is a call of Gather in progress. Its tasks begin, and each
// returns when the test ends it.
type gatherCall[T any] struct {
	t       *testing.T
	begun   atomic.Int32
	results []chan T // one per task: holds what it is to return
	done    chan []T // holds what Gather returned
}

// startGather calls Gather with n tasks and returns when nothing can go on
// before a task ends.
func startGather[T any](t *testing.T, n int) *gatherCall[T] {
	g := &gatherCall[T]{t: t, done: make(chan []T, 1)}
	tasks := make([]func() T, n)
	for i := range tasks {
		result := make(chan T, 1)
		g.results = append(g.results, result)
		tasks[i] = func() T {
			g.begun.Add(1)
			return <-result
		}
	}
	t.Cleanup(func() { // after a failure, let the tasks end
		for _, result := range g.results {
			close(result)
		}
	})
	go func() { g.done <- Gather(tasks) }()
	g.mustWait(n)
	if begun := int(g.begun.Load()); begun != n {
		t.Fatalf("Of %d tasks only %d began, and no other begins before one of these ends.\n"+
			"A correct Gather starts all tasks before it waits for any, and holds no lock while\n"+
			"a task runs: %[1]d tasks of one second take one second together.", n, begun)
	}
	return g
}

// end lets task i return result.
func (g *gatherCall[T]) end(i int, result T) { g.results[i] <- result }

// mustWait fails the test if Gather returns while tasks are running.
func (g *gatherCall[T]) mustWait(running int) {
	g.t.Helper()
	settle.Calm(g.t, "Gather was called, and its tasks are running")
	if len(g.done) > 0 {
		g.t.Fatalf("Gather returned before %d of its %d tasks had ended.\n"+
			"A correct Gather waits for every task: a caller that gets the results too early\n"+
			"reads some that nobody has written.", running, len(g.results))
	}
}

// returned waits for Gather and returns what it returned.
func (g *gatherCall[T]) returned() []T { return <-g.done }
