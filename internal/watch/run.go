package watch

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
	"example.com/mastery/internal/learner"
)

// How a run of 100 is made: in parts, so that its progress can be shown and a
// hopeless one is over early. 5 parts of 7 rounds under 3 values of GOMAXPROCS
// are 105 runs.
const (
	parts      = 5
	partRounds = 7
)

// A backend is what the model, and the plain loop, ask the world outside for.
type backend struct {
	course   *course.Course
	progress *progress
	tasks    *tasks
	saver    *saver
	grade    gradeFunc
	picture  func(context.Context, *course.Exercise) (string, error)
}

// A gradedMsg is the end of a grading, or of a part of one.
type gradedMsg struct {
	run     int // which one
	result  grade.Result
	err     error  // instead of a result
	parts   int    // how many parts are done, of a run of 100
	stale   bool   // the text changed meanwhile: the result is of no use
	text    string // that was graded
	state   learner.State
	record  learner.Record
	unsaved error // the result could not be written down
}

// gradeNow grades e once and remembers the result.
func (b *backend) gradeNow(ctx context.Context, e *course.Exercise, o grade.Options) gradedMsg {
	result, err := b.grade(ctx, b.course, e, o)
	if ctx.Err() != nil {
		return gradedMsg{err: ctx.Err()}
	}
	if err != nil {
		return gradedMsg{err: err}
	}
	return b.remember(e, result)
}

// gradePart grades the next part of a run of 100 and adds it to what the parts
// before gave. The last one is remembered as one grading.
func (b *backend) gradePart(ctx context.Context, e *course.Exercise, before grade.Result, done int) gradedMsg {
	result, err := b.grade(ctx, b.course, e, grade.Options{Rounds: partRounds, Fresh: true})
	if ctx.Err() != nil {
		return gradedMsg{err: ctx.Err()}
	}
	if err != nil {
		return gradedMsg{err: err}
	}
	if done > 0 {
		result = add(before, result)
	}
	done++
	if done < parts && result.Passed > 0 {
		return gradedMsg{result: result, parts: done}
	}
	msg := b.remember(e, result)
	msg.parts = parts
	return msg
}

// remember writes the result down before anything shows it, so that what the
// learner saw survives a kill.
func (b *backend) remember(e *course.Exercise, result grade.Result) gradedMsg {
	msg := gradedMsg{result: result}
	var current bool
	msg.text, current, msg.unsaved = b.progress.graded(e, result)
	msg.stale = !current
	msg.state = b.progress.state(e)
	msg.record, _ = b.progress.record(e)
	return msg
}

// add joins the results of two parts. What failed first explains the whole;
// right on some runs and wrong on others is flaky.
func add(a, b grade.Result) grade.Result {
	sum := b
	if a.Verdict != grade.Passed {
		sum = a
	}
	sum.Runs, sum.Passed, sum.Time = a.Runs+b.Runs, a.Passed+b.Passed, a.Time+b.Time
	sum.Race = a.Race && b.Race
	if sum.Verdict == grade.Wrong && sum.Passed > 0 {
		sum.Verdict = grade.Flaky
	}
	if sum.Verdict != grade.Passed && sum.Passed > 0 {
		sum.Headline = fmt.Sprintf("It is right only sometimes: %d of %d runs passed.", sum.Passed, sum.Runs)
	}
	return sum
}

// A run is one grading as the model sees it.
type run struct {
	id      int // counts up: only the newest run's result is shown
	active  bool
	cancel  context.CancelFunc // kills what the run started
	next    func(before gradedMsg) tea.Cmd
	many    bool // a run of 100
	parts   int  // of it are done
	started time.Time
}

// tickMsg moves the clock of the run with this id along.
type tickMsg int

const tickEvery = 100 * time.Millisecond

// startRun kills the run that is going on, if any, and starts a new one: of 100
// if many is set. With fresh the tests are run even if nothing has changed.
func (m *Model) startRun(many, fresh bool) tea.Cmd {
	m.stopRun()
	ctx, cancel := context.WithCancel(m.b.tasks.ctx)
	id, e := m.run.id+1, m.e
	m.run = run{id: id, cancel: cancel, active: true, many: many, started: m.now()}
	m.run.next = func(before gradedMsg) tea.Cmd {
		return m.b.tasks.cmd(func(context.Context) tea.Msg {
			var msg gradedMsg
			if many {
				msg = m.b.gradePart(ctx, e, before.result, before.parts)
			} else {
				msg = m.b.gradeNow(ctx, e, grade.Options{Fresh: fresh})
			}
			msg.run = id
			return msg
		})
	}
	return tea.Batch(m.run.next(gradedMsg{}), m.tick())
}

// stopRun kills the run that is going on, if any.
func (m *Model) stopRun() {
	if m.run.cancel != nil {
		m.run.cancel()
	}
	m.run.active = false
}

// tick comes back after a moment, for as long as the run is active.
func (m *Model) tick() tea.Cmd {
	id := m.run.id
	return m.b.tasks.cmd(func(ctx context.Context) tea.Msg {
		timer := time.NewTimer(tickEvery)
		defer timer.Stop()
		select {
		case <-timer.C:
			return tickMsg(id)
		case <-ctx.Done():
			return nil
		}
	})
}

// onGraded takes the result of the newest run and drops all others.
func (m *Model) onGraded(msg gradedMsg) tea.Cmd {
	switch {
	case msg.run != m.run.id || !m.run.active:
		return nil
	case msg.stale:
		return m.startRun(m.run.many, true)
	case msg.err == nil && m.run.many && msg.parts < parts:
		m.run.parts = msg.parts
		return m.run.next(msg)
	}
	m.stopRun()
	m.last = &outcome{result: msg.result, err: msg.err, text: msg.text}
	m.body.GotoTop()
	if msg.err != nil {
		return nil
	}
	m.graded++
	m.text, m.record, m.states[m.e.ID()] = msg.text, msg.record, msg.state
	if msg.unsaved != nil {
		m.say("The verdict could not be written down: " + msg.unsaved.Error())
	}
	return nil
}

// An outcome is what is on the screen of the last run.
type outcome struct {
	result grade.Result
	err    error  // instead of a result
	text   string // that was graded
}

// lineOf returns the line of the stub that a result points at; 0 if none.
func lineOf(r grade.Result, stub string) int {
	for _, d := range r.Details {
		if n := lineIn(d, stub); n > 0 {
			return n
		}
	}
	return 0
}

// todoLine returns the line of text where the work is to be done; 0 if there is
// no such line.
func todoLine(text string) int {
	before, _, ok := strings.Cut(text, `panic("not implemented")`)
	if !ok {
		return 0
	}
	return 1 + strings.Count(before, "\n")
}
