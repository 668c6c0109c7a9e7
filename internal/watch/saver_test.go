package watch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// watched runs a saver on two files in a folder of their own.
type watched struct {
	t            *testing.T
	dir          string
	file, marker string
	out          <-chan save
}

// slowly makes bursts of what a machine under load does in fits and starts.
var slowly = pace{quiet: 300 * time.Millisecond, absent: time.Hour, longest: time.Minute}

func watchTwo(t *testing.T, poll bool, p pace) *watched {
	t.Helper()
	dir := t.TempDir()
	w := &watched{t: t, dir: dir, file: filepath.Join(dir, "sum.go"), marker: filepath.Join(dir, "marker.go")}
	write(t, w.file, "old")
	write(t, w.marker, "old")
	s, err := newSaver([]string{w.file, w.marker}, poll)
	require.NoError(t, err)
	s.pace = p
	w.out = s.out
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { // ends with ctx
		defer close(done)
		s.run(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		ended(t, done)
	})
	return w
}

// ended waits for a channel to be closed.
func ended(t *testing.T, done <-chan struct{}) {
	t.Helper()
	timer := time.NewTimer(deadline)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
		require.Fail(t, "it does not end")
	}
}

// reports collects what is said of the file until the marker, saved now, has
// come to rest. Since a file rests later the later it was saved, all that was
// to be said of the file has been said by then.
func (w *watched) reports() []save {
	w.t.Helper()
	write(w.t, w.marker, fmt.Sprint(time.Now().UnixNano()))
	var all []save
	for {
		s := take(w.t, w.out)
		switch {
		case s.path != w.marker:
			all = append(all, s)
		case s.settled:
			return all
		}
	}
}

func (w *watched) savedOnce() {
	w.t.Helper()
	require.Equal(w.t, save{path: w.file}, take(w.t, w.out))
	require.Equal(w.t, save{path: w.file, settled: true}, take(w.t, w.out))
	require.Empty(w.t, w.reports())
}

// both runs a test with notifications and by polling.
func both(t *testing.T, test func(t *testing.T, w *watched)) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("poll=%v", poll), func(t *testing.T) {
			t.Parallel()
			test(t, watchTwo(t, poll, slowly))
		})
	}
}

func TestASaveIsReportedWhenItBeginsAndWhenItRests(t *testing.T) {
	both(t, func(t *testing.T, w *watched) {
		write(t, w.file, "new")
		w.savedOnce()
	})
}

func TestABurstIsOneSave(t *testing.T) {
	both(t, func(t *testing.T, w *watched) {
		for i := range 50 {
			write(t, w.file, strings.Repeat("x", i+1))
		}
		w.savedOnce()
	})
}

func TestASaveByRename(t *testing.T) {
	both(t, func(t *testing.T, w *watched) {
		tmp := filepath.Join(w.dir, ".sum.go.swp")
		write(t, tmp, "new")
		require.NoError(t, os.Rename(tmp, w.file))
		w.savedOnce()
		require.Equal(t, "new", read(t, w.file))
		// The watch is not lost with the file it began on.
		write(t, tmp, "newer")
		require.NoError(t, os.Rename(tmp, w.file))
		w.savedOnce()
	})
}

func TestASaveThatMovesTheOldFileAway(t *testing.T) {
	both(t, func(t *testing.T, w *watched) {
		backup := w.file + "~"
		require.NoError(t, os.Rename(w.file, backup))
		write(t, w.file, "new")
		require.NoError(t, os.Remove(backup))
		w.savedOnce()
	})
}

func TestATruncatedFileIsWaitedFor(t *testing.T) {
	t.Parallel()
	w := watchTwo(t, false, slowly)
	require.NoError(t, os.Truncate(w.file, 0))
	require.Equal(t, save{path: w.file}, take(t, w.out))
	require.Empty(t, w.reports(), "quiet for long enough, but empty")
	write(t, w.file, "new")
	require.Equal(t, save{path: w.file, settled: true}, take(t, w.out))
	require.Empty(t, w.reports())
}

func TestAFileThatIsGoneIsReportedMissing(t *testing.T) {
	for _, poll := range []bool{false, true} {
		t.Run(fmt.Sprintf("poll=%v", poll), func(t *testing.T) {
			t.Parallel()
			w := watchTwo(t, poll, defaultPace)
			require.NoError(t, os.Remove(w.file))
			require.Equal(t, save{path: w.file}, take(t, w.out))
			require.Equal(t, save{path: w.file, settled: true, missing: true}, take(t, w.out))
			write(t, w.file, "back")
			require.Equal(t, save{path: w.file}, take(t, w.out))
			require.Equal(t, save{path: w.file, settled: true}, take(t, w.out))
		})
	}
}

func TestOtherFilesAndAttributesAreNoSaves(t *testing.T) {
	both(t, func(t *testing.T, w *watched) {
		write(t, filepath.Join(w.dir, "sum_test.go"), "other")
		write(t, filepath.Join(w.dir, "4913"), "vim asks whether it may write here")
		require.NoError(t, os.Chmod(w.file, 0o600))
		require.NoError(t, os.Mkdir(filepath.Join(w.dir, "sub"), 0o755))
		require.Empty(t, w.reports())
	})
}

func TestPollingSeesASaveThatLooksTheSame(t *testing.T) {
	t.Parallel()
	w := watchTwo(t, true, slowly)
	before, err := os.Stat(w.file)
	require.NoError(t, err)
	tmp := filepath.Join(w.dir, "tmp")
	write(t, tmp, "dlo") // as long as before, and then as old
	require.NoError(t, os.Chtimes(tmp, before.ModTime(), before.ModTime()))
	require.NoError(t, os.Rename(tmp, w.file))
	w.savedOnce()
}

func TestAFileSavedWithoutEndIsReportedAllTheSame(t *testing.T) {
	t.Parallel()
	w := watchTwo(t, false, pace{quiet: time.Minute, absent: time.Minute, longest: time.Second})
	ticker := time.NewTicker(10 * time.Millisecond)
	defer ticker.Stop()
	stop := time.NewTimer(deadline)
	defer stop.Stop()
	for i := 0; ; i++ {
		select {
		case s := <-w.out:
			if s.settled {
				return
			}
		case <-ticker.C:
			write(t, w.file, fmt.Sprint("new", i))
		case <-stop.C:
			require.Fail(t, "a file that is written to all the time is never reported")
		}
	}
}

func TestAFolderThatWasReplacedIsWatchedAgain(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "exercises")
	require.NoError(t, os.Mkdir(dir, 0o755))
	file := filepath.Join(dir, "sum.go")
	write(t, file, "old")
	s, err := newSaver([]string{file}, false)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { // ends with ctx
		defer close(done)
		s.run(ctx)
	}()
	defer ended(t, done)
	defer cancel()
	settled := func() save {
		for {
			if r := take(t, s.out); r.settled {
				return r
			}
		}
	}
	require.NoError(t, os.Rename(dir, dir+".old")) // as a checkout of another branch does
	require.True(t, settled().missing)
	require.NoError(t, os.Mkdir(dir, 0o755))
	write(t, file, "new")
	require.Equal(t, save{path: file, settled: true}, settled())
	// From the next look on there are notifications again.
	write(t, file, "newer")
	require.Equal(t, save{path: file, settled: true}, settled())
}

func TestTheEndOfTheContextEndsTheSaver(t *testing.T) {
	s, err := newSaver([]string{filepath.Join(t.TempDir(), "sum.go")}, false)
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s.run(ctx)
	_, open := <-s.out
	require.False(t, open)
}
