package predict

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"example.com/mastery/internal/child"
	"example.com/mastery/internal/grade"
)

// limits say how often and how long a program is run.
type limits struct {
	procs   []int         // values of GOMAXPROCS
	runs    int           // without the race detector
	budget  time.Duration // no further run begins after this, but one under each GOMAXPROCS
	timeout time.Duration // of one run
	output  int           // bytes of each stream; more, and the program is stopped
}

var usual = limits{procs: []int{4, 2, 1}, runs: 20, budget: 2 * time.Second, timeout: 10 * time.Second, output: 1 << 20}

// Run builds the program and finds out what it does: it runs it up to 20 times
// under GOMAXPROCS 1, 2 and 4, fewer when a run takes long, and once more under
// each with the race detector, where this machine has one. It blocks until all
// that is done, some seconds; when ctx ends, what it started is killed and it
// returns ctx's cause. Any other error means that the program could not be run.
func Run(ctx context.Context, p Program) (Happened, error) {
	return usual.run(ctx, p)
}

func (l limits) run(ctx context.Context, p Program) (Happened, error) {
	dir, err := os.MkdirTemp("", "predict-")
	if err != nil {
		return Happened{}, err
	}
	defer os.RemoveAll(dir)
	plain, err := build(ctx, p, dir, false)
	if err != nil {
		return Happened{}, err
	}
	runs, err := l.rounds(ctx, dir, plain, l.runs)
	if err != nil {
		return Happened{}, err
	}
	unraced := ""
	if reason := grade.Racing(); reason != nil {
		unraced = reason.Error()
	} else {
		raced, err := l.race(ctx, p, dir, runs)
		if err != nil {
			return Happened{}, err
		}
		runs = append(runs, raced...)
	}
	return happened(p, runs, unraced), nil
}

// race builds the program for the race detector and runs it once under each
// GOMAXPROCS.
func (l limits) race(ctx context.Context, p Program, dir string, plain []once) ([]once, error) {
	program, err := build(ctx, p, dir, true)
	if err != nil {
		return nil, err
	}
	if last := plain[len(plain)-1]; last.ending == Deadlocks {
		// The race detector is C code, and beside C code the runtime sees no
		// deadlock: the program would wait for the timeout.
		l.timeout = min(l.timeout, time.Second+10*last.took)
	}
	runs, err := l.rounds(ctx, dir, program, len(l.procs))
	for i := range runs {
		runs[i].race = true
	}
	return runs, err
}

// rounds runs the program n times, under each GOMAXPROCS in turn. It stops
// early when the budget is spent and when a run does not end.
func (l limits) rounds(ctx context.Context, dir, program string, n int) ([]once, error) {
	var runs []once
	start := time.Now()
	for i := range n {
		if i >= len(l.procs) && time.Since(start) > l.budget {
			break
		}
		r, err := l.once(ctx, dir, program, l.procs[i%len(l.procs)])
		if err != nil {
			return nil, err
		}
		runs = append(runs, r)
		if r.ending == Hangs {
			break
		}
	}
	return runs, nil
}

var (
	errTime  = errors.New("its time was up")
	errFlood = errors.New("it printed too much")
)

// once runs the program once.
func (l limits) once(ctx context.Context, dir, program string, procs int) (once, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	timer := time.AfterFunc(l.timeout, func() { stop(errTime) })
	defer timer.Stop()

	out := &capped{left: l.output, full: func() { stop(errFlood) }}
	errOut := &capped{left: l.output, full: func() { stop(errFlood) }}
	cmd := exec.CommandContext(ctx, program)
	cmd.Dir = dir
	cmd.Env = environment(procs)
	cmd.Stdout, cmd.Stderr = out, errOut
	cmd.WaitDelay = time.Second
	start := time.Now()
	kill, err := child.Start(cmd)
	if ctx.Err() != nil && err != nil {
		return once{}, context.Cause(ctx)
	}
	if err != nil {
		return once{}, err
	}
	waitErr := cmd.Wait()
	kill() // whatever the program started and left
	r := once{procs: procs, took: time.Since(start), status: cmd.ProcessState.ExitCode()}
	switch cause := context.Cause(ctx); {
	case errors.Is(cause, errTime), errors.Is(cause, errFlood):
		r.stopped = cause
	case cause != nil:
		return once{}, cause
	case waitErr != nil && !errors.As(waitErr, new(*exec.ExitError)):
		return once{}, fmt.Errorf("running %s: %w", program, waitErr)
	}
	r.read(out.String(), errOut.String())
	return r, nil
}

// environment is the caller's but for what would change what a program does
// or says. The race detector need not wait at the end for late reports: the
// watcher has waited.
func environment(procs int) []string {
	return append(os.Environ(),
		fmt.Sprintf("GOMAXPROCS=%d", procs),
		"GORACE=atexit_sleep_ms=0", "GOTRACEBACK=single", "GODEBUG=", "GOGC=", "GOMEMLIMIT=")
}

// capped keeps the first bytes and calls full when there are more.
type capped struct {
	mu   sync.Mutex // guards all below: exec copies in goroutines that may outlive Wait
	buf  bytes.Buffer
	left int
	full func()
}

func (c *capped) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := min(len(p), c.left)
	c.left -= n
	c.buf.Write(p[:n])
	if n < len(p) {
		c.full()
	}
	return len(p), nil
}

func (c *capped) String() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return strings.ReplaceAll(c.buf.String(), "\r\n", "\n")
}
