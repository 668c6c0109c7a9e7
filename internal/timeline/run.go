package timeline

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"example.com/mastery/internal/child"
	"example.com/mastery/internal/lesson"
)

// TracePeriod is how often a program that this package starts completes a
// generation of its trace, and so about how much of it is lost when the program
// is killed. Without it that would be a second, which is all that most of these
// programs last.
const TracePeriod = 100 * time.Millisecond

// A Job says how a command is run.
type Job struct {
	Dir    string    // where; empty means here
	Env    []string  // KEY=value, besides what this process has
	Stdout io.Writer // nil discards
	Stderr io.Writer // nil discards
}

// An Execution is what came of a program that was traced.
type Execution struct {
	Model *Model
	Exit  error // nil, or how the program failed: an *exec.ExitError, or the context's error
	Lost  error // nil, or what of the trace is missing: it wraps ErrTruncated or ErrMalformed
}

// FromExample plays one example of a topic of the course at root and returns
// what it did: the part of the trace that is the example.
//
// When ctx ends, the example and all that it started are killed, and what was
// traced until then is returned.
func FromExample(ctx context.Context, root, topic, name string, job Job) (*Execution, error) {
	dir, err := os.MkdirTemp("", "timeline-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	bin, err := buildExamples(ctx, root, topic, dir)
	if err != nil {
		return nil, err
	}
	return playExample(ctx, bin, root, name, job)
}

// FromTest runs a go test command and returns what the test binary did. argv
// is the command with its name: go test -run Gather ./01-goroutines/exercises.
// It must name at most one package, since a trace is of one process, and must
// not have the flags -trace, -o and -c.
//
// A test that fails, panics, deadlocks or runs out of time is an Execution like
// any other: see the package comment for what its trace holds. When ctx ends,
// the tests and all that they started are killed, and what was traced until
// then is returned. Nothing is left behind in the directory.
func FromTest(ctx context.Context, argv []string, job Job) (*Execution, error) {
	dir, err := os.MkdirTemp("", "timeline-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	traceFile := filepath.Join(dir, "trace")
	argv, err = traceTest(argv, traceFile, filepath.Join(dir, "test"+exeSuffix()))
	if err != nil {
		return nil, err
	}
	last := &tail{most: 4 << 10}
	job.Stderr = io.MultiWriter(orDiscard(job.Stderr), last)
	exit, err := run(ctx, argv, job)
	if err != nil {
		return nil, err
	}
	if bytes.Contains(last.kept, []byte("cannot use -trace flag with multiple packages")) {
		return nil, errors.New("a trace is of one test binary, so of one package: name one package instead of a pattern that matches several")
	}
	return readExecution(ctx, traceFile, exit)
}

// Run runs a command that writes a trace to traceFile by itself and returns
// what the trace holds. The error is of a command that could not be started or
// that left no trace that can be read; a command that fails is an Execution
// whose Exit says how.
func Run(ctx context.Context, argv []string, job Job, traceFile string) (*Execution, error) {
	exit, err := run(ctx, argv, job)
	if err != nil {
		return nil, err
	}
	return readExecution(ctx, traceFile, exit)
}

// run runs a command to its end. exit is how it failed, if it did.
func run(ctx context.Context, argv []string, job Job) (exit, err error) {
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...)
	cmd.Dir = job.Dir
	cmd.Env = environment(job)
	cmd.Stdout, cmd.Stderr = orDiscard(job.Stdout), orDiscard(job.Stderr)
	cmd.WaitDelay = 2 * time.Second
	kill, err := child.Start(cmd)
	if err != nil {
		return nil, fmt.Errorf("starting %s: %w", argv[0], err)
	}
	exit = cmd.Wait()
	kill() // whatever the command started and left
	if ctx.Err() != nil {
		exit = context.Cause(ctx)
	}
	return exit, nil
}

// environment adds to the job's environment how often the tracer completes a
// generation.
func environment(job Job) []string {
	env := append(os.Environ(), job.Env...)
	if job.Dir != "" {
		if dir, err := filepath.Abs(job.Dir); err == nil {
			env = append(env, "PWD="+dir)
		}
	}
	debug := ""
	for _, kv := range env {
		if value, ok := strings.CutPrefix(kv, "GODEBUG="); ok {
			debug = value + ","
		}
	}
	return append(env, "GODEBUG="+debug+"traceadvanceperiod="+strconv.FormatInt(TracePeriod.Nanoseconds(), 10))
}

// readExecution reads the trace that a command left.
func readExecution(ctx context.Context, traceFile string, exit error) (*Execution, error) {
	f, err := os.Open(traceFile)
	if errors.Is(err, fs.ErrNotExist) {
		if exit != nil {
			return nil, fmt.Errorf("it ended before it began its trace: %w", exit)
		}
		return nil, errors.New("it ended without writing a trace")
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	m, err := Read(f)
	if m == nil {
		return nil, errors.Join(err, exit)
	}
	if err == nil && ctx.Err() != nil {
		// A trace that ends between two generations looks whole.
		err = fmt.Errorf("%w: it was stopped, and the last %s are missing", ErrTruncated, TracePeriod)
		m.Cut = err.Error()
	}
	return &Execution{Model: m, Exit: exit, Lost: err}, nil
}

// buildExamples compiles a topic's examples into dir.
func buildExamples(ctx context.Context, root, topic, dir string) (bin string, err error) {
	bin = filepath.Join(dir, "examples"+exeSuffix())
	var complaints bytes.Buffer
	exit, err := run(ctx, []string{"go", "build", "-o", bin, "./" + topic + "/examples"}, Job{Dir: root, Stderr: &complaints})
	if err != nil {
		return "", err
	}
	if exit != nil {
		return "", fmt.Errorf("building the examples of %s: %w\n%s", topic, exit, bytes.TrimSpace(complaints.Bytes()))
	}
	return bin, nil
}

// playExample plays one of the examples that bin holds.
func playExample(ctx context.Context, bin, root, name string, job Job) (*Execution, error) {
	traceFile := filepath.Join(filepath.Dir(bin), name+".trace")
	defer os.Remove(traceFile)
	if job.Dir == "" {
		job.Dir = root
	}
	x, err := Run(ctx, []string{bin, "-trace", traceFile, name}, job, traceFile)
	if err != nil {
		return nil, err
	}
	x.Model, err = x.Model.Clip(lesson.Region)
	return x, err
}

func orDiscard(w io.Writer) io.Writer {
	if w == nil {
		return io.Discard
	}
	return w
}

func exeSuffix() string {
	if os.PathSeparator == '\\' {
		return ".exe"
	}
	return ""
}

// A tail keeps the last bytes that were written to it.
type tail struct {
	most int
	kept []byte
}

func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	if n := len(t.kept) - t.most; n > 0 {
		t.kept = t.kept[:copy(t.kept, t.kept[n:])]
	}
	return len(p), nil
}
