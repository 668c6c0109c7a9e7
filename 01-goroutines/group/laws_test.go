package group_test

import (
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"example.com/mastery/01-goroutines/group"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// An ending is one way in which a task can end.
type ending int

const (
	returnsNil ending = iota
	returnsError
	exits
	panics
)

func (e ending) task(i int) func() error {
	return func() error {
		switch e {
		case panics:
			panic(fmt.Errorf("task %d panicked", i))
		case exits:
			runtime.Goexit()
		case returnsError:
			return fmt.Errorf("task %d failed", i)
		}
		return nil
	}
}

// worst is the law of Wait, written down as plainly as it can be: the highest
// rank, and the first task of that rank.
func worst(endings []ending) (rank ending, first, count int) {
	for i, e := range endings {
		switch {
		case e > rank:
			rank, first, count = e, i, 1
		case e == rank:
			count++
		}
	}
	return rank, first, count
}

var anyEndings = rapid.SliceOfN(rapid.Map(rapid.IntRange(0, 3), func(i int) ending { return ending(i) }), 0, 12)

// With a limit of one, the tasks run in the order of the calls, and Wait ends
// as the first of the worst tasks ended.
func TestLawOfTheWorstTask(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		endings := anyEndings.Draw(t, "endings")
		var g group.ErrGroup
		g.SetLimit(1)
		for i, e := range endings {
			g.Go(e.task(i))
		}
		err := g.WaitRecover()
		rank, first, count := worst(endings)
		switch rank {
		case returnsNil:
			require.NoError(t, err)
		case returnsError:
			require.EqualError(t, err, fmt.Sprintf("task %d failed", first))
		case exits:
			require.Equal(t, group.ErrGoexit, err)
		case panics:
			var p *group.PanicError
			require.ErrorAs(t, err, &p)
			require.EqualError(t, errors.Unwrap(p), fmt.Sprintf("task %d panicked", first))
			require.Equal(t, count-1, p.Others())
		}
	})
}

// Whatever the tasks do and whatever the limit: each runs once, no more run
// than may, Wait ends in the rank of the worst task, and WaitRecover agrees.
func TestLawOfAnyLimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		endings := anyEndings.Draw(t, "endings")
		limit := rapid.SampledFrom([]int{-1, 1, 2, 3, 20}).Draw(t, "limit")
		var g group.ErrGroup
		g.SetLimit(limit)
		var now, peak atomic.Int64
		runs := make([]atomic.Int64, len(endings))
		for i, e := range endings {
			task := e.task(i)
			g.Go(func() error {
				count(&now, &peak)
				runs[i].Add(1)
				return task()
			})
		}
		err := g.WaitRecover()
		rank, _, _ := worst(endings)
		require.Equal(t, rank, rankOf(err))
		require.Equal(t, rank < exits, returns(func() { _ = g.Wait() }))
		if limit > 0 {
			require.LessOrEqual(t, peak.Load(), int64(limit))
		}
		for i := range runs {
			require.EqualValues(t, 1, runs[i].Load())
		}
	})
}

func rankOf(err error) ending {
	var p *group.PanicError
	switch {
	case err == nil:
		return returnsNil
	case errors.As(err, &p):
		return panics
	case errors.Is(err, group.ErrGoexit):
		return exits
	default:
		return returnsError
	}
}
