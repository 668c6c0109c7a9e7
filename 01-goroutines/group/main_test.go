package group_test

import (
	"errors"
	"os"
	"os/exec"
	"testing"

	"example.com/mastery/01-goroutines/group"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if os.Getenv(programKey) == "crash" {
		crash()
	}
	goleak.VerifyTestMain(m)
}

var errTask = errors.New("the task failed")

// A subject is a Group or an ErrGroup, so that one test holds both to what
// they promise alike.
type subject interface {
	Do(f func())
	TryDo(f func()) bool
	SetLimit(n int)
	Await()
	WaitRecover() error
}

type plain struct{ group.Group }

func (g *plain) Do(f func())         { g.Go(f) }
func (g *plain) TryDo(f func()) bool { return g.TryGo(f) }
func (g *plain) Await()              { g.Wait() }

type withErrors struct{ *group.ErrGroup }

func (g *withErrors) Do(f func())         { g.Go(func() error { f(); return nil }) }
func (g *withErrors) TryDo(f func()) bool { return g.TryGo(func() error { f(); return nil }) }
func (g *withErrors) Await()              { _ = g.Wait() }

// eachKind runs test for both kinds of group, and for an ErrGroup that has a
// context.
func eachKind(t *testing.T, test func(t *testing.T, g subject)) {
	t.Helper()
	t.Run("Group", func(t *testing.T) { test(t, new(plain)) })
	t.Run("ErrGroup", func(t *testing.T) { test(t, &withErrors{new(group.ErrGroup)}) })
	t.Run("WithContext", func(t *testing.T) {
		g, _ := group.WithContext(t.Context())
		test(t, &withErrors{g})
	})
}

// raised returns what f panics with, or nil.
func raised(f func()) (value any) {
	defer func() { value = recover() }()
	f()
	return nil
}

// returns reports whether f returns: it doesn't if it panics or calls Goexit.
func returns(f func()) bool {
	returned := make(chan bool, 1)
	go func() { // ends with f
		done := false
		defer func() {
			_ = recover()
			returned <- done
		}()
		f()
		done = true
	}()
	return <-returned
}

const programKey = "GROUP_TEST_PROGRAM"

// program runs one test of this binary as the program name, in a process of its
// own, and returns what it prints and how it ends.
func program(t *testing.T, name, test string) (string, error) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^"+test+"$", "-test.v")
	cmd.Env = append(os.Environ(), programKey+"="+name)
	out, err := cmd.CombinedOutput()
	return string(out), err
}
