package watch

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
	"example.com/mastery/internal/learner"
)

// deadline is how long a test waits for what must happen.
const deadline = 20 * time.Second

// fixture makes a course of its own: one topic with two exercises, sum, which
// is to be written, and double, which leaks.
func fixture(t testing.TB) (*course.Course, *learner.Store) {
	t.Helper()
	root := t.TempDir()
	require.NoError(t, os.CopyFS(root, os.DirFS(filepath.FromSlash("testdata/course"))))
	c, err := course.Load(root)
	require.NoError(t, err)
	return c, learner.Open(root)
}

func exercise(t testing.TB, c *course.Course, name string) *course.Exercise {
	t.Helper()
	e, err := c.Exercise(name)
	require.NoError(t, err)
	return e
}

// put puts a file of the exercise's testdata, or its solution, into the
// stub's place, as an editor that writes in place does.
func put(t testing.TB, e *course.Exercise, name string) {
	t.Helper()
	from := filepath.Join(e.Dir, "testdata", e.Name, filepath.FromSlash(name))
	if name == "solution" {
		from = e.Solution
	}
	text, err := os.ReadFile(from)
	require.NoError(t, err)
	write(t, e.Stub, string(text))
}

func write(t testing.TB, file, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
}

func read(t testing.TB, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	return string(text)
}

// take receives from a channel, or fails after the deadline.
func take[T any](t testing.TB, from <-chan T) T {
	t.Helper()
	timer := time.NewTimer(deadline)
	defer timer.Stop()
	select {
	case v, ok := <-from:
		require.True(t, ok, "the channel was closed")
		return v
	case <-timer.C:
		require.Fail(t, "nothing came in time")
		panic("not reached")
	}
}

// A question is a call of the grader that waits for its answer.
type question struct {
	ctx    context.Context
	e      *course.Exercise
	o      grade.Options
	answer chan<- reply
}

type reply struct {
	result grade.Result
	err    error
}

// asking returns a grader that hands every call to the test and waits for what
// the test says. When the context of a call ends, the call does.
func asking() (gradeFunc, <-chan question) {
	questions := make(chan question)
	return func(ctx context.Context, _ *course.Course, e *course.Exercise, o grade.Options) (grade.Result, error) {
		answer := make(chan reply)
		select {
		case questions <- question{ctx, e, o, answer}:
		case <-ctx.Done():
			return grade.Result{}, ctx.Err()
		}
		select {
		case a := <-answer:
			return a.result, a.err
		case <-ctx.Done():
			return grade.Result{}, ctx.Err()
		}
	}, questions
}

// say answers a question with a verdict on the text as it is now.
func (q question) say(t testing.TB, r grade.Result) {
	t.Helper()
	text, err := os.ReadFile(q.e.Stub)
	require.NoError(t, err)
	r.Topic, r.Exercise = q.e.Topic, q.e.Name
	if r.Sum == "" {
		r.Sum = learner.Sum(text)
	}
	q.reply(t, reply{result: r})
}

func (q question) reply(t testing.TB, r reply) {
	t.Helper()
	timer := time.NewTimer(deadline)
	defer timer.Stop()
	select {
	case q.answer <- r:
	case <-q.ctx.Done():
	case <-timer.C:
		require.Fail(t, "nobody waits for the verdict")
	}
}

// Verdicts that tests give.
var (
	aPass = grade.Result{Verdict: grade.Passed, Headline: "Correct.", Runs: 30, Passed: 30, Race: true, Time: 1200 * time.Millisecond}
	aRace = grade.Result{
		Verdict: grade.Race, Headline: "A data race: two goroutines touch the same memory.", Race: true, Runs: 30, Passed: 2,
		Time: 1300 * time.Millisecond, Notes: "One at a time", NotesRef: "01-tiny/README.md#one-at-a-time",
		Details: []string{
			"write sum.go:11: wg.Go(func() { sum += n })   (by the goroutine started at sum.go:11)",
			"read  sum.go:11: wg.Go(func() { sum += n })",
			"Nothing orders these two: whichever comes second may see the other half done.",
		},
		Raw: "=== RUN   TestSumAdds\n==================\nWARNING: DATA RACE\nRead at 0x00c0 by goroutine 9:\n" +
			"  \x1b[31mexercises.Sum\x1b[0m()\n==================\n--- FAIL: TestSumAdds\n",
	}
	notStarted = grade.Result{
		Verdict: grade.NotStarted, Headline: "Not implemented yet: the stub still panics.", Race: true,
		Runs: 1, Time: 800 * time.Millisecond,
	}
)

// A stage drives a model as Bubble Tea does: each command in a goroutine, each
// message to Update.
type stage struct {
	t     testing.TB
	m     *Model
	c     *course.Course
	store *learner.Store
	asked <-chan question
	term  *fakeTerminal
	msgs  chan tea.Msg
	end   context.CancelFunc
}

// newStage sets a model up on a fixture, watching the exercise name; empty means the
// current one.
func newStage(t testing.TB, name string, width, height int) *stage {
	t.Helper()
	c, store := fixture(t)
	return stageOf(t, c, store, name, width, height)
}

func stageOf(t testing.TB, c *course.Course, store *learner.Store, name string, width, height int) *stage {
	t.Helper()
	grader, asked := asking()
	tasks := newTasks(t.Context())
	t.Cleanup(tasks.end)
	b := &backend{course: c, progress: newProgress(c, store), tasks: tasks, grade: grader}
	e := b.progress.current()
	if name != "" {
		e = exercise(t, c, name)
	}
	term := &fakeTerminal{}
	s := &stage{t: t, c: c, store: store, asked: asked, term: term, msgs: make(chan tea.Msg), end: tasks.cancel}
	s.m = newModel(b, term, e)
	clock := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	s.m.now = func() time.Time { return clock }
	s.send(tea.WindowSizeMsg{Width: width, Height: height})
	s.do(s.m.Init())
	return s
}

// do runs a command beside the test; its message waits in msgs.
func (s *stage) do(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		select {
		case s.msgs <- cmd():
		case <-s.m.b.tasks.ctx.Done():
		}
	}()
}

// send gives the model a message.
func (s *stage) send(msg tea.Msg) {
	s.t.Helper()
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, cmd := range batch {
			s.do(cmd)
		}
		return
	}
	_, cmd := s.m.Update(msg)
	s.do(cmd)
}

// until lets the commands work until cond holds.
func (s *stage) until(what string, cond func() bool) {
	s.t.Helper()
	timer := time.NewTimer(deadline)
	defer timer.Stop()
	for !cond() {
		select {
		case msg := <-s.msgs:
			s.send(msg)
		case <-timer.C:
			require.Fail(s.t, "waited in vain for: "+what, "the screen:\n%s", s.screen())
		}
	}
}

// question lets the commands work until the grader is asked.
func (s *stage) question() question {
	s.t.Helper()
	timer := time.NewTimer(deadline)
	defer timer.Stop()
	for {
		select {
		case q := <-s.asked:
			if q.ctx.Err() == nil { // else it is of a run that was stopped
				return q
			}
		case msg := <-s.msgs:
			s.send(msg)
		case <-timer.C:
			require.Fail(s.t, "nothing is graded")
		}
	}
}

// graded answers the next question and waits until the screen has the verdict.
func (s *stage) graded(r grade.Result) {
	s.t.Helper()
	before := s.m.graded
	s.question().say(s.t, r)
	s.until("the verdict", func() bool { return s.m.graded > before })
}

// keys presses keys, each by its name or as a letter.
func (s *stage) keys(names ...string) {
	s.t.Helper()
	for _, name := range names {
		s.send(press(name))
	}
}

func press(name string) tea.KeyPressMsg {
	special := map[string]tea.Key{
		"enter": {Code: tea.KeyEnter}, "esc": {Code: tea.KeyEscape}, "tab": {Code: tea.KeyTab},
		"backspace": {Code: tea.KeyBackspace}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown},
		"pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown}, "home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd},
		"ctrl+c": {Code: 'c', Mod: tea.ModCtrl}, "ctrl+z": {Code: 'z', Mod: tea.ModCtrl}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl},
		"alt+n": {Code: 'n', Mod: tea.ModAlt},
	}
	if k, ok := special[name]; ok {
		return tea.KeyPressMsg(k)
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// screen is what the terminal shows, without colors.
func (s *stage) screen() string { return bare(s.m.View().Content) }

func (s *stage) shows(parts ...string) {
	s.t.Helper()
	for _, p := range parts {
		require.Contains(s.t, s.screen(), p)
	}
}

func (s *stage) untilShows(part string) {
	s.t.Helper()
	s.until(part, func() bool { return strings.Contains(s.screen(), part) })
}

// A fakeTerminal notes down what is asked of it.
type fakeTerminal struct {
	edited    []string
	lines     []int
	suspended int
	left      int
	err       error
}

func (f *fakeTerminal) edit(file string, line int) tea.Cmd {
	f.edited, f.lines = append(f.edited, file), append(f.lines, line)
	return func() tea.Msg { return editedMsg{f.err} }
}

func (f *fakeTerminal) suspend() tea.Cmd {
	f.suspended++
	return func() tea.Msg { return editedMsg{} }
}

func (f *fakeTerminal) leave() tea.Cmd {
	f.left++
	return nil
}
