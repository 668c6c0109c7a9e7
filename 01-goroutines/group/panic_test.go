package group_test

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"testing"

	"example.com/mastery/01-goroutines/group"
	"github.com/stretchr/testify/require"
)

func TestAPanicIsRaisedInWait(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.Do(func() { panic("boom") })
		var p *group.PanicError
		require.ErrorAs(t, raised(g.Await).(error), &p)
		require.Equal(t, "boom", p.Value)
		require.Zero(t, p.Others())
	})
}

func TestAPanicIsReturnedByWaitRecover(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.Do(func() { panic("boom") })
		var p *group.PanicError
		require.ErrorAs(t, g.WaitRecover(), &p)
		require.Equal(t, "boom", p.Value)
	})
}

func TestAPanicUnderALimitFreesItsSlot(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.SetLimit(1)
		for range 3 {
			g.Do(func() { panic("boom") })
		}
		var p *group.PanicError
		require.ErrorAs(t, g.WaitRecover(), &p)
		require.Equal(t, "boom", p.Value)
		require.Equal(t, 2, p.Others())
	})
}

func TestThePanicValueIsReachable(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.Do(func() { panic(fmt.Errorf("open: %w", &fs.PathError{Op: "open", Path: "x", Err: fs.ErrNotExist})) })
		err := raised(g.Await).(error)
		require.ErrorIs(t, err, fs.ErrNotExist)
		var path *fs.PathError
		require.ErrorAs(t, err, &path)
		require.Equal(t, "x", path.Path)
	})
}

func TestAPanicOfTheRuntimeIsReachable(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		var none []int
		g.Do(func() { _ = none[3] })
		var r runtime.Error
		require.ErrorAs(t, g.WaitRecover(), &r)
		require.ErrorContains(t, r, "index out of range [3]")
	})
}

func TestUnwrapOfAValueThatIsNoErrorIsNil(t *testing.T) {
	require.NoError(t, errors.Unwrap(&group.PanicError{Value: "boom"}))
}

func TestPanicWithNil(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.Do(func() { panic(any(nil)) })
		var p *runtime.PanicNilError
		require.ErrorAs(t, g.WaitRecover(), &p)
	})
}

func TestThePanicStackIsTheTasksOwn(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.Do(whereItPanics)
		var p *group.PanicError
		require.ErrorAs(t, g.WaitRecover(), &p)
		lines := strings.Split(string(p.Stack), "\n")
		require.Regexp(t, `^goroutine \d+ \[running\]:$`, lines[0])
		require.Regexp(t, `^panic\(`, lines[1], "the frames above the panic are cut off")
		require.Contains(t, lines[3], "group_test.whereItPanics")
	})
}

//go:noinline
func whereItPanics() { panic("boom") }

func TestTheErrorTextHasValueCountAndStack(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		for n, v := range []string{"first", "second", "third"} {
			g.Do(func() { panic(v) })
			head, stack, _ := strings.Cut(g.WaitRecover().Error(), "\n\n")
			more := []string{"", " (and 1 more)", " (and 2 more)"}[n]
			require.Equal(t, "group: a task panicked: first"+more, head)
			require.Regexp(t, `^goroutine \d+ `, stack)
		}
	})
}

func TestTheErrorTextOfOnePanicHasNoCount(t *testing.T) {
	text := (&group.PanicError{Value: "boom", Stack: []byte("stack")}).Error()
	require.Equal(t, "group: a task panicked: boom\n\nstack", text)
}

func TestTheFirstPanicIsKeptAndTheOthersAreCounted(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.Do(func() { panic("first") })
		require.Error(t, g.WaitRecover())
		for range 9 {
			g.Do(func() { panic("later") })
		}
		var p *group.PanicError
		require.ErrorAs(t, g.WaitRecover(), &p)
		require.Equal(t, "first", p.Value)
		require.Equal(t, 9, p.Others())
	})
}

func TestAPanicInADeferredFunctionReplacesTheFirst(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.Do(func() {
			defer func() { panic("second") }()
			whereItPanics()
		})
		var p *group.PanicError
		require.ErrorAs(t, g.WaitRecover(), &p)
		require.Equal(t, "second", p.Value)
		require.Contains(t, string(p.Stack), "whereItPanics", "the stack shows both")
	})
}

func TestARecoveredPanicIsNone(t *testing.T) {
	eachKind(t, func(t *testing.T, g subject) {
		g.Do(func() {
			defer func() { _ = recover() }()
			panic("boom")
		})
		require.NoError(t, g.WaitRecover())
	})
}

func TestNestedGroupsKeepTheValueAndEveryStack(t *testing.T) {
	eachKind(t, func(t *testing.T, outer subject) {
		outer.Do(func() {
			var middle group.ErrGroup
			middle.Go(func() error {
				var inner group.Group
				inner.Go(func() { panic(fs.ErrClosed) })
				inner.Wait()
				return nil
			})
			_ = middle.Wait()
		})
		err := outer.WaitRecover()
		var p *group.PanicError
		require.ErrorAs(t, err, &p)
		require.Equal(t, fs.ErrClosed, p.Value, "the original, not wrapped")
		require.ErrorIs(t, err, fs.ErrClosed)
		stacks := strings.Split(string(p.Stack), "\nraised again by Wait in\n")
		require.Len(t, stacks, 3)
		require.NotContains(t, stacks[0], ".Wait(", "the innermost task comes first")
		require.Contains(t, stacks[1], "(*Group).Wait(")
		require.Contains(t, stacks[2], "(*ErrGroup).Wait(")
	})
}

// A crash must show the task's stack and that of the goroutine that waited.
func TestACrashShowsTheTasksStack(t *testing.T) {
	out, err := program(t, "crash", "TestMain")
	require.Error(t, err)
	require.Contains(t, out, "panic: group: a task panicked: boom")
	require.Contains(t, out, "group_test.whereItPanics()")
	require.Contains(t, out, "group_test.crash(")
}

// crash is the program of TestACrashShowsTheTasksStack.
func crash() {
	var g group.Group
	g.Go(whereItPanics)
	g.Wait()
}
