package learner

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
)

// writerEnv makes the test binary a writer that never ends: see
// TestAKillAtAnyMomentLeavesAWholeRecord.
const writerEnv = "LEARNER_TEST_WRITER"

func TestMain(m *testing.M) {
	if root := os.Getenv(writerEnv); root != "" {
		writeForEver(root)
	}
	goleak.VerifyTestMain(m)
}

// fixture returns the two exercises of the graders' fixture, in a copy that may
// be written to, and the store beside them.
func fixture(t *testing.T) (s *Store, sum, other *course.Exercise) {
	t.Helper()
	root := t.TempDir()
	require.NoError(t, os.CopyFS(root, os.DirFS(filepath.FromSlash("../grade/testdata/course"))))
	return load(t, root)
}

func load(t *testing.T, root string) (s *Store, sum, other *course.Exercise) {
	t.Helper()
	c, err := course.Load(root)
	require.NoError(t, err)
	sum, err = c.Exercise("sum")
	require.NoError(t, err)
	other, err = c.Exercise("other")
	require.NoError(t, err)
	return Open(root), sum, other
}

func write(t *testing.T, name, text string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(name), 0o755))
	require.NoError(t, os.WriteFile(name, []byte(text), 0o644))
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(text)
}

// graded grades the text that the stub has now, without running anything.
func graded(t *testing.T, s *Store, e *course.Exercise, v grade.Verdict) {
	t.Helper()
	require.NoError(t, s.Graded(e, grade.Result{Verdict: v, Sum: Sum([]byte(read(t, e.Stub)))}))
}

func stateOf(t *testing.T, s *Store, e *course.Exercise) State {
	t.Helper()
	got, err := s.State(e)
	require.NoError(t, err)
	return got
}

func TestTheStateFollowsTheLearner(t *testing.T) {
	s, sum, other := fixture(t)
	require.Equal(t, Untouched, stateOf(t, s, sum))
	require.NoDirExists(t, s.Dir(), "looking touches nothing")
	graded(t, s, sum, grade.NotStarted)
	require.Equal(t, Untouched, stateOf(t, s, sum), "a stub that was graded is still a stub")

	write(t, sum.Stub, "package exercises // one\n")
	require.Equal(t, Begun, stateOf(t, s, sum))
	graded(t, s, sum, grade.Race)
	require.Equal(t, Failing, stateOf(t, s, sum))
	write(t, sum.Stub, "package exercises // two\n")
	require.Equal(t, Begun, stateOf(t, s, sum), "edited since it failed")
	graded(t, s, sum, grade.Passed)
	require.Equal(t, Passed, stateOf(t, s, sum))

	write(t, sum.Stub, "package exercises // three\n")
	require.Equal(t, Changed, stateOf(t, s, sum))
	graded(t, s, sum, grade.Wrong)
	require.Equal(t, Failing, stateOf(t, s, sum))
	write(t, sum.Stub, "package exercises // two\n")
	require.Equal(t, Changed, stateOf(t, s, sum), "only the text graded last is known")
	graded(t, s, sum, grade.Passed)

	_, err := s.Reset(sum)
	require.NoError(t, err)
	require.Equal(t, Untouched, stateOf(t, s, sum))
	require.NoError(t, os.Remove(sum.Stub))
	require.Equal(t, Begun, stateOf(t, s, sum), "a deleted file stops nobody")
	require.Equal(t, Untouched, stateOf(t, s, other), "the neighbour is its own")
}

// A pass of the pristine text can't be, but a grader that lets it through must
// not be able to hide behind "untouched".
func TestStateTable(t *testing.T) {
	text, pristine := []byte("mine"), []byte("stub")
	now := time.Now()
	for _, test := range []struct {
		name   string
		record Record
		text   []byte
		want   State
	}{
		{"never graded, as it came", Record{}, pristine, Untouched},
		{"never graded, edited", Record{}, text, Begun},
		{"emptied", Record{}, nil, Begun},
		{"hints only", Record{Hints: 2}, text, Begun},
		{"failed as it is", Record{Verdict: grade.Wrong, Sum: Sum(text)}, text, Failing},
		{"flaky as it is", Record{Verdict: grade.Flaky, Sum: Sum(text)}, text, Failing},
		{"failed, edited since", Record{Verdict: grade.Wrong, Sum: Sum([]byte("old"))}, text, Begun},
		{"passed as it is", Record{Verdict: grade.Passed, Sum: Sum(text), PassedAt: now}, text, Passed},
		{"passed, edited since", Record{Verdict: grade.Passed, Sum: Sum([]byte("old")), PassedAt: now}, text, Changed},
		{"passed once, fails as it is", Record{Verdict: grade.Race, Sum: Sum(text), PassedAt: now}, text, Failing},
		{"passed once, failed, edited since", Record{Verdict: grade.Race, Sum: Sum([]byte("old")), PassedAt: now}, text, Changed},
		{"passed once, reset", Record{Verdict: grade.Passed, Sum: Sum(text), PassedAt: now}, pristine, Untouched},
		{"the stub itself passes", Record{Verdict: grade.Passed, Sum: Sum(pristine), PassedAt: now}, pristine, Passed},
	} {
		t.Run(test.name, func(t *testing.T) {
			require.Equal(t, test.want, state(test.record, test.text, pristine))
		})
	}
}

func TestAStubWithWindowsLineEndingsIsUntouched(t *testing.T) {
	s, sum, _ := fixture(t)
	write(t, sum.Stub, strings.ReplaceAll(read(t, sum.Pristine), "\n", "\r\n"))
	require.Equal(t, Untouched, stateOf(t, s, sum))
	kept, err := s.Reset(sum)
	require.NoError(t, err)
	require.Empty(t, kept)
}

func TestTheFirstPassCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // a bubble's clock goes on when all sleep
		s, sum, _ := fixture(t)
		start := time.Now().UTC()
		graded(t, s, sum, grade.Race)
		time.Sleep(time.Hour)
		graded(t, s, sum, grade.Passed)
		time.Sleep(time.Hour)
		graded(t, s, sum, grade.Passed)
		r, err := s.Record(sum)
		require.NoError(t, err)
		require.Equal(t, start.Add(time.Hour), r.PassedAt)
		require.Equal(t, start.Add(2*time.Hour), r.GradedAt)
		require.Equal(t, 3, r.Gradings)
	})
}

func TestHintsAreNeverForgotten(t *testing.T) {
	s, sum, _ := fixture(t)
	require.NoError(t, s.Hinted(sum, 2))
	require.NoError(t, s.Hinted(sum, 1))
	graded(t, s, sum, grade.Leak)
	r, err := s.Record(sum)
	require.NoError(t, err)
	require.Equal(t, 2, r.Hints)
	require.Equal(t, grade.Leak, r.Verdict)
}

func TestABrokenRecordIsSetAsideAndReportedOnce(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "cut off": `{"verdict": "pas`, "not ours": "<html>", "another shape": `[1, 2]`,
		"two records": "{}{}", "wrong type": `{"gradings": "many"}`, "zeros": "\x00\x00\x00\x00",
	} {
		for use, call := range map[string]func(*Store, *course.Exercise) error{
			"Record": func(s *Store, e *course.Exercise) error { _, err := s.Record(e); return err },
			"State":  func(s *Store, e *course.Exercise) error { _, err := s.State(e); return err },
			"Hinted": func(s *Store, e *course.Exercise) error { return s.Hinted(e, 1) },
			"Graded": func(s *Store, e *course.Exercise) error { return s.Graded(e, grade.Result{Verdict: grade.Wrong}) },
		} {
			t.Run(name+" "+use, func(t *testing.T) {
				s, sum, other := fixture(t)
				graded(t, s, other, grade.Passed)
				before := read(t, s.file(other))
				write(t, s.file(sum), text)

				var broken *BrokenError
				require.ErrorAs(t, call(s, sum), &broken)
				require.Equal(t, "01-fixture/sum", broken.Exercise)
				require.Equal(t, text, read(t, broken.Kept), "what was there is not lost")
				require.ErrorContains(t, broken, broken.Kept)
				require.NotNil(t, errors.Unwrap(broken))

				require.NoError(t, call(s, sum), "told once")
				r, err := s.Record(sum)
				require.NoError(t, err)
				switch use {
				case "Hinted":
					require.Equal(t, Record{Hints: 1}, r)
				case "Graded":
					require.Equal(t, grade.Wrong, r.Verdict)
				default:
					require.Zero(t, r)
				}
				require.Equal(t, before, read(t, s.file(other)), "the others are untouched")
			})
		}
	}
}

func TestTwoBrokenRecordsInOneInstantAreBothKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, sum, _ := fixture(t)
		kept := map[string]string{}
		for _, text := range []string{"one", "two", "three"} {
			write(t, s.file(sum), text)
			var broken *BrokenError
			_, err := s.Record(sum)
			require.ErrorAs(t, err, &broken)
			kept[broken.Kept] = text
		}
		require.Len(t, kept, 3)
		for name, text := range kept {
			require.Equal(t, text, read(t, name))
		}
	})
}

// Many readers may find the same broken file. One of them reports it, and a
// good record that is written meanwhile is not mistaken for the broken one.
func TestConcurrentFindersOfABrokenRecord(t *testing.T) {
	s, sum, _ := fixture(t)
	for range 20 {
		write(t, s.file(sum), "broken")
		var wg sync.WaitGroup
		errs := make([]error, 8)
		for i := range errs {
			wg.Go(func() {
				if i%2 == 0 {
					errs[i] = s.Hinted(sum, 1)
				} else {
					_, errs[i] = s.Record(sum)
				}
			})
		}
		wg.Wait()
		reports := 0
		for _, err := range errs {
			if broken := (*BrokenError)(nil); errors.As(err, &broken) {
				reports++
			} else {
				require.NoError(t, err)
			}
		}
		require.Equal(t, 1, reports)
		r, err := s.Record(sum)
		require.NoError(t, err)
		require.Equal(t, Record{Hints: 1}, r)
	}
}

// A record is read, changed and written. Without a lock the slower of two
// writers would take back what the faster one added: a hint, the pass itself.
func TestConcurrentWritersLoseNothing(t *testing.T) {
	s, sum, other := fixture(t)
	const writers, each = 8, 6
	stop := make(chan struct{})
	var readers, writing sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					_, err := s.Record(sum)
					if err != nil {
						t.Error("a reader between the writers:", err)
						return
					}
				}
			}
		})
	}
	for w := range writers {
		writing.Go(func() {
			own := Open(filepath.Dir(s.Dir())) // as another process would
			for i := range each {
				e := []*course.Exercise{sum, other}[i%2]
				if err := own.Graded(e, grade.Result{Verdict: grade.Wrong}); err != nil {
					t.Error(err)
				}
				if err := own.Hinted(e, w+1); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writing.Wait()
	close(stop)
	readers.Wait()
	for _, e := range []*course.Exercise{sum, other} {
		r, err := s.Record(e)
		require.NoError(t, err)
		require.Equal(t, writers*each/2, r.Gradings)
		require.Equal(t, writers, r.Hints)
	}
}

func TestResetKeepsTheText(t *testing.T) {
	s, sum, other := fixture(t)
	neighbour := read(t, other.Stub)
	write(t, sum.Stub, "package exercises // mine\n")
	kept, err := s.Reset(sum)
	require.NoError(t, err)
	require.Equal(t, "package exercises // mine\n", read(t, kept))
	require.Equal(t, ".go", filepath.Ext(kept))
	require.Equal(t, filepath.Join(s.Dir(), "kept", "01-fixture"), filepath.Dir(kept))
	require.Equal(t, read(t, sum.Pristine), read(t, sum.Stub))
	require.Equal(t, neighbour, read(t, other.Stub))

	again, err := s.Reset(sum)
	require.NoError(t, err)
	require.Empty(t, again, "nothing to keep")
}

func TestResetTwiceInOneInstantKeepsBoth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // in the bubble the clock stands still
		s, sum, _ := fixture(t)
		texts := map[string]string{}
		for i := range 5 {
			text := fmt.Sprintf("package exercises // version %d\n", i)
			write(t, sum.Stub, text)
			kept, err := s.Reset(sum)
			require.NoError(t, err)
			texts[kept] = text
		}
		require.Len(t, texts, 5)
		for kept, text := range texts {
			require.Equal(t, text, read(t, kept))
		}
	})
}

func TestResetOfAMissingOrEmptyFileBringsTheStub(t *testing.T) {
	s, sum, _ := fixture(t)
	require.NoError(t, os.Remove(sum.Stub))
	kept, err := s.Reset(sum)
	require.NoError(t, err)
	require.Empty(t, kept)
	require.Equal(t, read(t, sum.Pristine), read(t, sum.Stub))

	write(t, sum.Stub, "")
	kept, err = s.Reset(sum)
	require.NoError(t, err)
	require.NotEmpty(t, kept, "an emptied file is the learner's text too")
	require.Equal(t, read(t, sum.Pristine), read(t, sum.Stub))
}

func TestResetWithoutAPristineStubChangesNothing(t *testing.T) {
	s, sum, _ := fixture(t)
	write(t, sum.Stub, "mine")
	require.NoError(t, os.Remove(sum.Pristine))
	_, err := s.Reset(sum)
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.Equal(t, "mine", read(t, sum.Stub))
}

func TestResetThatCantKeepTheTextLeavesIt(t *testing.T) {
	s, sum, _ := fixture(t)
	write(t, sum.Stub, "mine")
	write(t, filepath.Join(s.Dir(), "kept"), "a file where the folder should be")
	_, err := s.Reset(sum)
	require.Error(t, err)
	require.Equal(t, "mine", read(t, sum.Stub))
}

func TestAnUnwritableFolderLosesNothing(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("here no permission stops a writer")
	}
	s, sum, _ := fixture(t)
	graded(t, s, sum, grade.Wrong)
	record := read(t, s.file(sum))
	dir := filepath.Dir(s.file(sum))
	require.NoError(t, os.Chmod(dir, 0o555))
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
	require.Error(t, s.Hinted(sum, 1))
	require.Error(t, s.Graded(sum, grade.Result{Verdict: grade.Passed}))
	require.Equal(t, record, read(t, s.file(sum)))
}

func TestAWriteThatFailsLeavesNoTemporaryFile(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "folder", "file"), "in the way")
	require.Error(t, writeFile(filepath.Join(dir, "folder"), []byte("text")))
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, left, 1)
}

// A file in the place of .mastery is as unwritable as a folder can be, for root
// and on Windows too.
func TestAFileInTheStoresPlace(t *testing.T) {
	s, sum, _ := fixture(t)
	write(t, sum.Stub, "mine")
	write(t, s.Dir(), "not a folder")
	require.Error(t, s.Hinted(sum, 1))
	require.Error(t, s.Graded(sum, grade.Result{Verdict: grade.Passed}))
	_, err := s.Reset(sum)
	require.Error(t, err)
	require.Equal(t, "mine", read(t, sum.Stub))
	require.Equal(t, "not a folder", read(t, s.Dir()))
}

// writeForEver grades sum again and again. Each record can be told whole from
// torn: its Hints follow from its Verdict, and it is long.
func writeForEver(root string) {
	c, err := course.Load(root)
	if err != nil {
		panic(err)
	}
	e, err := c.Exercise("sum")
	if err != nil {
		panic(err)
	}
	s := Open(root)
	for i := 1; ; i++ {
		if err := s.Graded(e, grade.Result{Verdict: long(i), Sum: fmt.Sprint(i)}); err != nil {
			panic(err)
		}
		if err := s.Hinted(e, i); err != nil {
			panic(err)
		}
	}
}

// long is the verdict of the i-th grading in the test below: it says its
// number, and is several pages of memory.
func long(i int) grade.Verdict {
	return grade.Verdict(strings.Repeat(fmt.Sprint(i, " "), 5000))
}

func TestAKillAtAnyMomentLeavesAWholeRecord(t *testing.T) {
	s, sum, other := fixture(t)
	graded(t, s, other, grade.Passed)
	untouched := read(t, s.file(other))
	self, err := os.Executable()
	require.NoError(t, err)

	whole := func() Record {
		data, err := os.ReadFile(s.file(sum))
		if errors.Is(err, fs.ErrNotExist) {
			return Record{}
		}
		require.NoError(t, err)
		var r Record
		require.NoError(t, json.Unmarshal(data, &r), "a record that is not whole")
		var i int
		_, err = fmt.Sscan(r.Sum, &i)
		require.NoError(t, err)
		require.Equal(t, long(i), r.Verdict)
		return r
	}
	last := 0
	for round := range 8 {
		writer := exec.Command(self)
		writer.Env = append(os.Environ(), writerEnv+"="+filepath.Dir(s.Dir()))
		require.NoError(t, writer.Start())
		// Read until the writer has got somewhere, each time a bit further, so
		// that it dies at another point of its work.
		deadline := time.Now().Add(20 * time.Second)
		for r := whole(); r.Gradings < last+1+round; r = whole() {
			require.True(t, time.Now().Before(deadline), "the writer writes nothing")
		}
		require.NoError(t, writer.Process.Kill())
		_ = writer.Wait()
		last = whole().Gradings
		require.GreaterOrEqual(t, last, round)
	}
	require.NoError(t, s.Hinted(sum, 1), "the lock of the dead is free")
	require.Equal(t, untouched, read(t, s.file(other)))
}
