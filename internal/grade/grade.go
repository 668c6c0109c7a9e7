package grade

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"example.com/mastery/internal/course"
)

// Options say how to grade.
type Options struct {
	// Answer is the file that takes the stub's place. Empty, the learner's own
	// file is graded as it is.
	Answer string
	// Rounds is how often the tests are run under each of CPUs. Zero means
	// DefaultRounds.
	Rounds int
	// CPUs are the values of GOMAXPROCS to run under. Nil means 1, 2 and 4.
	CPUs []int
	// Timeout is what the tests may take in all before they are given up.
	// Zero means DefaultTimeout.
	Timeout time.Duration
	// Fresh runs the tests even if the go command remembers a pass.
	Fresh bool
}

const (
	// DefaultRounds makes 30 runs: 10 under each GOMAXPROCS.
	DefaultRounds = 10
	// DefaultTimeout is short because a right answer takes milliseconds: a
	// learner should not wait long to be told that theirs hangs.
	DefaultTimeout = 4 * time.Second
	// MaxOutput is how many bytes of the tests' output are kept; an answer that
	// prints more is stopped.
	MaxOutput = 1 << 20

	// buildTime is what the go command may take beside the tests: with a cold
	// cache it compiles the standard library for the race detector.
	buildTime = 5 * time.Minute
	// patience is how often Timeout is granted in all when the machine may be to
	// blame for the time that passed.
	patience = 5
)

func (o Options) withDefaults() Options {
	if o.Rounds <= 0 {
		o.Rounds = DefaultRounds
	}
	if len(o.CPUs) == 0 {
		o.CPUs = []int{1, 2, 4}
	}
	if o.Timeout <= 0 {
		o.Timeout = DefaultTimeout
	}
	return o
}

// Grade runs the tests of exercise e and returns the verdict. An error means
// that there is no verdict: no go command, an unreadable file, ctx ended. When
// ctx ends, everything that was started is killed before Grade returns.
func Grade(ctx context.Context, c *course.Course, e *course.Exercise, o Options) (Result, error) {
	o = o.withDefaults()
	start := time.Now()
	answer := o.Answer
	if answer == "" {
		answer = e.Stub
	}
	text, err := os.ReadFile(answer)
	if err != nil {
		return Result{}, err
	}
	scratch, err := os.MkdirTemp(goTemp(), "mastery-*")
	if err != nil {
		return Result{}, err
	}
	defer os.RemoveAll(scratch)
	if o.Answer != "" {
		if o.Answer, err = unlike(e, scratch, text); err != nil {
			return Result{}, err
		}
	}
	overlay, err := For(c, e, o.Answer)
	if err != nil {
		return Result{}, err
	}
	// The file's name may differ from run to run: the go command remembers a
	// pass by what was compiled, not by the overlay.
	file := filepath.Join(scratch, "overlay.json")
	if err := overlay.WriteFile(file); err != nil {
		return Result{}, err
	}

	sum := sha256.Sum256(text)
	result := Result{Topic: e.Topic, Exercise: e.Name, Sum: hex.EncodeToString(sum[:]), Race: Racing() == nil}
	report, err := run(ctx, c.Root, scratch, e, file, o)
	if err != nil {
		return Result{}, err
	}
	judge(&result, report, e, overlay.Replace, o)
	if o.Answer == "" && result.Verdict != Passed && result.Verdict != NotStarted && result.Verdict != NoCompile {
		result.Details = append(result.Details, vet(ctx, c.Root, e, file)...)
	}
	result.Time = time.Since(start)
	return result, nil
}

// run runs the tests, a second time and longer when the time was up and the
// machine may be to blame.
func run(ctx context.Context, root, scratch string, e *course.Exercise, overlay string, o Options) (*report, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, o.Timeout*patience+buildTime,
		fmt.Errorf("the go command was still at it after %v", o.Timeout*patience+buildTime))
	defer cancel()
	report, err := goTest(ctx, root, scratch, arguments(e, overlay, o))
	if err == nil && report.slow(o.Timeout, e.Dir) {
		o.Timeout *= patience
		report, err = goTest(ctx, root, scratch, arguments(e, overlay, o))
	}
	return report, err
}

// arguments returns the `go test` arguments, after the word go, that grade e with
// the overlay in a file.
func arguments(e *course.Exercise, overlay string, o Options) []string {
	args := []string{"test", "-json"}
	if Racing() == nil {
		args = append(args, "-race")
	}
	if o.Fresh {
		args = append(args, "-count=1")
	}
	var cpus []string
	for range o.Rounds {
		for _, n := range o.CPUs {
			cpus = append(cpus, fmt.Sprint(n))
		}
	}
	return append(args,
		"-timeout="+o.Timeout.String(), "-cpu="+strings.Join(cpus, ","), "-run=^"+e.TestPrefix(),
		"-overlay="+overlay, e.Package())
}

// unlike copies an answer to a file of its own and returns its name. The go
// command remembers what a folder imports by the names, sizes and times of its
// files (dirHash in cmd/go/internal/modindex), and through an overlay every
// answer has the stub's name: two of one size, written by one checkout in the
// same moment, would get each other's imports. What was changed of late it does
// not remember, so the copy is dated ahead.
func unlike(e *course.Exercise, scratch string, text []byte) (string, error) {
	name := filepath.Join(scratch, "exercises", filepath.Base(e.Stub))
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return "", err
	}
	if err := os.WriteFile(name, text, 0o644); err != nil {
		return "", err
	}
	ahead := time.Now().AddDate(1, 0, 0)
	return name, os.Chtimes(name, ahead, ahead)
}

// goTemp is where the learner wants the go command to build, empty for where
// the system has temporary files: not every folder may hold programs that run.
var goTemp = sync.OnceValue(func() string {
	out, err := exec.Command("go", "env", "GOTMPDIR").Output()
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
})

// judge fills in the verdict and what explains it.
func judge(result *Result, r *report, e *course.Exercise, replaced map[string]string, o Options) {
	j := &judgement{report: r, dir: e.Dir, replaced: replaced, rounds: o.Rounds * len(o.CPUs)}
	j.decide()
	result.Verdict, result.Headline, result.Details, result.Test = j.verdict, j.headline, j.details, j.test
	result.Runs, result.Passed = r.rounds()
	result.Raw = r.build.String() + r.output.String()
	if j.verdict == Passed {
		result.Headline = correct(result.Runs, o.CPUs)
		if !result.Race {
			result.Headline += " Not checked for data races: " + Racing().Error() + "."
		}
		return
	}
	if link, ok := notes(e, j.verdict); ok {
		result.Notes, result.NotesRef = link.Title, link.Path
	}
}

// correct says on how many runs an answer was right: "Correct on 30 runs, under
// GOMAXPROCS 1, 2 and 4."
func correct(runs int, cpus []int) string {
	noun := "runs"
	if runs == 1 {
		noun = "run"
	}
	var under []string
	for _, n := range cpus {
		under = append(under, fmt.Sprint(n))
	}
	last := len(under) - 1
	list := under[last]
	if last > 0 {
		list = strings.Join(under[:last], ", ") + " and " + list
	}
	return fmt.Sprintf("Correct on %d %s, under GOMAXPROCS %s.", runs, noun, list)
}

// notes finds the section that explains a verdict; that of a relative when
// there is none of its own, else what was to be read first.
func notes(e *course.Exercise, v Verdict) (course.Link, bool) {
	near := map[Verdict][]Verdict{
		TimedOut: {TimedOut, Deadlock, Leak, Wrong},
		Flaky:    {Flaky, Wrong, Race}, // the runs that failed were wrong
		Deadlock: {Deadlock, Leak},
		Leak:     {Leak, Deadlock},
	}
	for _, v := range append(near[v], v) {
		if link, ok := e.Fails[string(v)]; ok {
			return link, true
		}
	}
	return e.Read, e.Read.Path != ""
}

// relative shortens the path of a file in dir to its base.
func relative(text, dir string) string {
	text = strings.ReplaceAll(text, dir+string(filepath.Separator), "")
	if runtime.GOOS == "windows" {
		text = strings.ReplaceAll(text, filepath.ToSlash(dir)+"/", "")
	}
	return text
}
