package exercises

import (
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

// Each test ends with all sources done. The bubble then panics when a goroutine
// is still blocked: a leak.

func TestFirstwinsReturnsTheFirstAnswerAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFirstWins[string](t, 4)
		f.answer(2, "first")
		if r := f.mustReturn(); r.err != nil || r.answer != "first" {
			t.Errorf("One source answered \"first\", the others were still at work, and FirstWins returned %s.\n"+
				"A correct FirstWins returns that answer.", r)
		}
		f.answer(0, "second")
		f.answer(3, "third")
		f.fail(1, errors.New("too late"))
	})
}

func TestFirstwinsTakesNoFailureForAnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFirstWins[string](t, 3)
		f.fail(0, errors.New("broken"))
		f.mustWait(1)
		f.answer(1, "answer")
		if r := f.mustReturn(); r.err != nil || r.answer != "answer" {
			t.Errorf("One source failed, the next answered \"answer\", and FirstWins returned %s.\n"+
				"A correct FirstWins returns the answer, and a nil error with it.", r)
		}
		f.answer(2, "too late")
	})
}

func TestFirstwinsTakesNilForAnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFirstWins[*int](t, 2)
		f.answer(1, nil)
		if r := f.mustReturn(); r.err != nil || r.answer != nil {
			t.Errorf("One source answered nil without an error, and FirstWins returned %s.\n"+
				"A correct FirstWins hands on whatever the answer is: only an error is none.", r)
		}
		f.answer(0, new(int))
	})
}

func TestFirstwinsReportsAllFailures(t *testing.T) {
	for _, c := range []struct {
		sources  int
		together bool
	}{{3, false}, {3, true}, {100, true}} {
		synctest.Test(t, func(t *testing.T) {
			f := startFirstWins[int](t, c.sources)
			var broken []error
			for i := range c.sources {
				broken = append(broken, fmt.Errorf("broken %d", i))
				f.fail(i, broken[i])
				if left := c.sources - 1 - i; left > 0 && !c.together {
					f.mustWait(i + 1)
				}
			}
			r := f.mustGiveUp()
			for _, err := range broken {
				if !errors.Is(r.err, err) {
					t.Fatalf("All sources failed, one of them with %q, and FirstWins returned %s.\n"+
						"A correct FirstWins returns an error that wraps every one of theirs (see errors.Join):\n"+
						"whoever reads it needs to know why each source gave no answer.", err, r)
				}
			}
		})
	}
}

func TestFirstwinsBearsAnswersAtTheSameTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 8
		f := startFirstWins[int](t, n)
		for i := range n {
			f.answer(i, 100+i)
		}
		if r := <-f.done; r.err != nil || r.answer < 100 || r.answer >= 100+n {
			t.Errorf("%d sources answered 100 to %d at the same time, and FirstWins returned %s.\n"+
				"A correct FirstWins returns one of these answers, whole.", n, 100+n-1, r)
		}
	})
}

// An answer may come while FirstWins is still starting others: then nobody
// receives yet.
func TestFirstwinsKeepsAnAnswerThatComesAtOnce(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	for range 20 {
		synctest.Test(t, func(t *testing.T) {
			over := make(chan struct{})
			sources := []func() (int, error){func() (int, error) { return 7, nil }}
			for range 200 {
				sources = append(sources, func() (int, error) {
					<-over
					return 0, errors.New("too late")
				})
			}
			done := make(chan firstWinsReturn[int], 1)
			go func() {
				answer, err := FirstWins(sources)
				done <- firstWinsReturn[int]{answer, err}
			}()
			settle.Calm(t, "A source answered at once, and the others are at work")
			if len(done) == 0 {
				t.Errorf("One source answered 7 at once, the others are at work, and FirstWins still waits.\n" +
					"A correct FirstWins keeps an answer that comes before it begins to receive: a send with a\n" +
					"default finds nobody then, and the answer is gone.")
			} else if r := <-done; r.err != nil || r.answer != 7 {
				t.Errorf("One source answered 7 at once, the others are at work, and FirstWins returned %s.\n"+
					"A correct FirstWins returns the answer.", r)
			}
			close(over)
		})
		if t.Failed() {
			return
		}
	}
}

func TestFirstwinsWithOneSource(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startFirstWins[int](t, 1)
		f.answer(0, 7)
		if r := <-f.done; r.err != nil || r.answer != 7 {
			t.Errorf("The only source answered 7, and FirstWins returned %s.\n"+
				"A correct FirstWins returns the answer, however few are asked.", r)
		}
	})
}

func TestFirstwinsWithNoSources(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		if _, err := FirstWins[int](nil); !errors.Is(err, ErrNoSources) {
			t.Errorf("FirstWins of no sources returned the error %v, want ErrNoSources:\n"+
				"there is no answer, and a nil error would say there is.", err)
		}
	})
}

// A firstWinsReturn is what a source or FirstWins returned.
type firstWinsReturn[T any] struct {
	answer T
	err    error
}

func (r firstWinsReturn[T]) String() string { return fmt.Sprintf("(%#v, %v)", r.answer, r.err) }

// A firstWinsCall is a call of FirstWins in progress. Its sources begin, and each
// returns when the test says what.
type firstWinsCall[T any] struct {
	t       *testing.T
	begun   atomic.Int32
	replies []chan firstWinsReturn[T] // one per source: holds what it is to return
	done    chan firstWinsReturn[T]   // holds what FirstWins returned
}

// startFirstWins calls FirstWins with n sources and returns when nothing can go
// on before a source returns.
func startFirstWins[T any](t *testing.T, n int) *firstWinsCall[T] {
	f := &firstWinsCall[T]{t: t, done: make(chan firstWinsReturn[T], 1)}
	sources := make([]func() (T, error), n)
	for i := range sources {
		reply := make(chan firstWinsReturn[T], 1)
		f.replies = append(f.replies, reply)
		sources[i] = func() (T, error) {
			f.begun.Add(1)
			r := <-reply
			return r.answer, r.err
		}
	}
	t.Cleanup(func() { // after a failure, let the sources return
		for _, reply := range f.replies {
			close(reply)
		}
	})
	go func() {
		answer, err := FirstWins(sources)
		f.done <- firstWinsReturn[T]{answer, err}
	}()
	settle.Calm(t, "FirstWins was called, and the sources are at work")
	if len(f.done) > 0 {
		t.Fatalf("FirstWins returned before any source had, after asking %d of %d.\n"+
			"A correct FirstWins asks all and waits for an answer.", f.begun.Load(), n)
	}
	if begun := int(f.begun.Load()); begun != n {
		t.Fatalf("Of %d sources FirstWins asked only %d, and it asks no other before one of these returns.\n"+
			"A correct FirstWins asks all at the same time: it takes as long as the fastest,\n"+
			"not as long as the first one in the list.", n, begun)
	}
	return f
}

// answer lets source i return v.
func (f *firstWinsCall[T]) answer(i int, v T) { f.replies[i] <- firstWinsReturn[T]{answer: v} }

// fail lets source i return err.
func (f *firstWinsCall[T]) fail(i int, err error) { f.replies[i] <- firstWinsReturn[T]{err: err} }

// mustReturn fails the test unless FirstWins returns though sources are still
// at work. It returns what FirstWins returned.
func (f *firstWinsCall[T]) mustReturn() firstWinsReturn[T] {
	f.t.Helper()
	settle.Calm(f.t, "A source has answered")
	if len(f.done) == 0 {
		f.t.Fatalf("A source has returned without an error, and FirstWins waits for others.\n" +
			"A correct FirstWins returns as soon as it has an answer, even nil: the slowest source\n" +
			"must not decide how long everybody waits.")
	}
	return <-f.done
}

// mustGiveUp fails the test unless FirstWins returns now that all sources have
// failed. It returns what FirstWins returned.
func (f *firstWinsCall[T]) mustGiveUp() firstWinsReturn[T] {
	f.t.Helper()
	settle.Calm(f.t, "All sources have failed")
	if len(f.done) == 0 {
		f.t.Fatalf("deadlock: All sources have failed, and FirstWins waits for a reply that never comes.\n" +
			"A correct FirstWins hears of every source, also of those that fail.")
	}
	return <-f.done
}

// mustWait fails the test if FirstWins returns after nothing but failures, while
// there are sources that may yet answer.
func (f *firstWinsCall[T]) mustWait(failures int) {
	f.t.Helper()
	settle.Calm(f.t, "A source has failed, and others are at work")
	if len(f.done) > 0 {
		f.t.Fatalf("Of %d sources %d failed, the others are still at work, and FirstWins returned %s.\n"+
			"A correct FirstWins goes on waiting: a failure is no answer, and a slower source may have one.",
			len(f.replies), failures, <-f.done)
	}
}
