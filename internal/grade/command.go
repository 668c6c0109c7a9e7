package grade

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"

	"example.com/mastery/internal/child"
)

// errFlood stops the reading of a test that prints without end.
var errFlood = errors.New("too much output")

// An event is one line of `go test -json`, as `go doc test2json` has it.
type event struct {
	Action string
	Test   string
	Output string
}

// goTest runs the go command with args in dir and returns what came of it. The
// process and all that it started are gone when it returns; what it built lies
// in scratch, since one that is killed does not clear up after itself. Its
// error is of a go command that could not do its work at all, or ctx's.
func goTest(ctx context.Context, dir, scratch string, args []string) (*report, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	// Under -race a test binary sleeps a second at its end for late reports;
	// graders wait for their goroutines, so a moment is enough.
	// PWD makes the go command call dir what the overlay calls it: below a
	// symbolic link it would else find the real path, and no key would match.
	cmd.Env = append(os.Environ(), "PWD="+dir, "GOTMPDIR="+scratch,
		"GORACE=atexit_sleep_ms=50 "+os.Getenv("GORACE"), "GOTRACEBACK=all")
	cmd.WaitDelay = 2 * time.Second
	var complaints bytes.Buffer
	cmd.Stderr = &limited{w: &complaints, left: MaxOutput}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	start := time.Now()
	kill, err := child.Start(cmd)
	if err != nil {
		return nil, fmt.Errorf("starting the go command: %w", err)
	}
	r := &report{}
	readErr := r.read(out)
	if readErr != nil {
		stop()
	}
	waitErr := cmd.Wait()
	kill() // whatever the tests started and left
	// A spinning test uses a processor all the time. On Windows a process's
	// times don't hold its children's: there every one seems starved.
	used := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	r.starved = used < time.Since(start)*3/4
	switch {
	case errors.Is(readErr, errFlood):
		r.flood = true
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case readErr != nil && !errors.Is(readErr, os.ErrClosed):
		return nil, fmt.Errorf("reading the go command's output: %w", readErr)
	case r.empty() && waitErr != nil:
		return nil, fmt.Errorf("go %s: %w\n%s", strings.Join(args[:1], " "), waitErr, strings.TrimSpace(complaints.String()))
	}
	r.ok = waitErr == nil
	return r, nil
}

// limited forwards the first bytes and swallows the rest.
type limited struct {
	w    io.Writer
	left int
}

func (l *limited) Write(p []byte) (int, error) {
	if n := min(len(p), l.left); n > 0 {
		l.left -= n
		if _, err := l.w.Write(p[:n]); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}

// A report is the output of `go test -json`, taken apart.
type report struct {
	ok      bool // the go command exited with status 0
	flood   bool // it was stopped because it printed too much
	starved bool // others had the processors most of the time
	build   strings.Builder
	output  strings.Builder // all that tests and package printed, in order
	tests   []*testRun      // in the order in which they began
}

// A testRun is one run of one test or subtest.
type testRun struct {
	name   string
	result string // pass, fail, skip; empty if it did not end
	start  int    // where its output begins in report.output
	end    int    // where it ended; 0 if it did not
}

func (r *report) empty() bool { return r.build.Len() == 0 && r.output.Len() == 0 }

// read takes events until the stream ends, or fails with errFlood.
func (r *report) read(stream io.Reader) error {
	lines := bufio.NewReaderSize(stream, 64<<10)
	for {
		line, err := lines.ReadBytes('\n')
		var e event
		if json.Unmarshal(line, &e) == nil {
			r.take(e)
		} else if len(bytes.TrimSpace(line)) > 0 {
			r.build.Write(line) // the go command speaks plainly when it can't load a package
		}
		if r.output.Len() > MaxOutput || r.build.Len() > MaxOutput {
			return errFlood
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (r *report) take(e event) {
	switch e.Action {
	case "build-output":
		r.build.WriteString(e.Output)
	case "output":
		r.output.WriteString(e.Output)
	case "run":
		r.tests = append(r.tests, &testRun{name: e.Test, start: r.output.Len()})
	case "pass", "fail", "skip":
		if t := r.running(e.Test); t != nil {
			t.result, t.end = e.Action, r.output.Len()
		}
	}
}

// running returns the test of this name that has not ended.
func (r *report) running(name string) *testRun {
	for i := len(r.tests) - 1; i >= 0; i-- {
		if t := r.tests[i]; t.name == name && name != "" {
			if t.result != "" {
				return nil
			}
			return t
		}
	}
	return nil
}

// failed returns the first test that failed or, if none says so, the last one
// that never ended: the one that was running when the process died.
func (r *report) failed() *testRun {
	var first *testRun
	for _, t := range r.tests {
		if t.result == "fail" && (first == nil || t.end < first.end) {
			first = t
		}
	}
	if first != nil {
		return first
	}
	for i := len(r.tests) - 1; i >= 0; i-- {
		if r.tests[i].result == "" {
			return r.tests[i]
		}
	}
	return nil
}

// rounds counts how often the whole set of tests was begun and how often all
// of it passed. The n-th runs of all tests make the n-th round.
func (r *report) rounds() (begun, passed int) {
	count := map[string]int{}
	var clean []bool
	for _, t := range r.tests {
		if strings.Contains(t.name, "/") {
			continue // its parent fails with it
		}
		n := count[t.name]
		count[t.name]++
		if n == len(clean) {
			clean = append(clean, true)
		}
		clean[n] = clean[n] && (t.result == "pass" || t.result == "skip")
	}
	for _, ok := range clean {
		if ok {
			passed++
		}
	}
	return len(clean), passed
}

// passes reports whether the top-level test that t belongs to also passed, on
// another run.
func (r *report) passes(t *testRun) bool {
	top, _, _ := strings.Cut(t.name, "/")
	for _, other := range r.tests {
		if other.name == top && other.result == "pass" {
			return true
		}
	}
	return false
}
