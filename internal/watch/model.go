package watch

import (
	"context"
	"os"
	"strings"
	"time"

	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/learner"
)

// A Model is the state of the screen. It has no goroutine, clock or file of
// its own: what takes time is a command, made by the backend and the terminal,
// whose message comes back to Update.
type Model struct {
	b    *backend
	term terminal
	now  func() time.Time

	width, height int
	colors        bool // the terminal shows colors, and may

	e      *course.Exercise // the one that is watched
	record learner.Record
	text   string                   // of its stub, as last read
	states map[string]learner.State // of all exercises, by ID
	graded int                      // verdicts that came in
	run    run
	last   *outcome // of the last run; nil before the first has ended

	task struct { // of the exercise, rendered
		rendered
		text string
	}

	screen screen
	body   viewport.Model // what the home screen shows between its head and its foot
	page   page
	list   list

	pressed int              // keys, so far
	notice  string           // one line, until the next key
	linked  string           // the file that it names last, to be clicked on; empty if none
	other   *course.Exercise // another exercise that was saved
	asked   bool             // for the solution, once
	confirm bool             // the question whether to reset is open
	drawing bool             // a picture is being drawn
	away    bool             // the terminal is an editor's, or the shell's
	leaving bool
	drawn   tea.View // last
}

// A screen is one of the things that can fill the terminal.
type screen int

const (
	home screen = iota
	reading
	listing
)

// A terminal is what the model asks of the terminal itself. Each returns a
// command.
type terminal interface {
	// edit opens the file at a line in the learner's editor; an editedMsg
	// comes back when that is over, or runs beside.
	edit(file string, line int) tea.Cmd
	// suspend gives the terminal to the shell until the process goes on; an
	// editedMsg comes back.
	suspend() tea.Cmd
	// leave ends the program.
	leave() tea.Cmd
}

// newModel returns a model that watches e.
func newModel(b *backend, t terminal, e *course.Exercise) *Model {
	m := &Model{
		b: b, term: t, now: time.Now, e: e,
		width: 80, height: 24, colors: true,
		states: map[string]learner.State{}, body: viewport.New(),
	}
	m.body.KeyMap = scrolling()
	m.page.view = viewport.New()
	m.page.view.KeyMap = scrolling()
	return m
}

// Init looks at where the learner stands and begins to grade.
func (m *Model) Init() tea.Cmd {
	return tea.Batch(m.look(), m.open(m.e))
}

// A statesMsg says where the learner stands with every exercise.
type statesMsg struct {
	states map[string]learner.State
	graded int // how many verdicts the model knew when this was asked for
}

func (m *Model) look() tea.Cmd {
	graded := m.graded
	return m.b.tasks.cmd(func(context.Context) tea.Msg { return statesMsg{m.b.progress.states(), graded} })
}

// onStates takes the states, unless a verdict overtook them.
func (m *Model) onStates(msg statesMsg) tea.Cmd {
	if msg.graded != m.graded {
		return m.look()
	}
	m.states = msg.states
	return nil
}

// An openedMsg holds what is known of an exercise before it is graded.
type openedMsg struct {
	e        *course.Exercise
	record   learner.Record
	text     string
	err      error
	warnings []string
}

// open turns to another exercise.
func (m *Model) open(e *course.Exercise) tea.Cmd {
	m.e, m.screen, m.last, m.record, m.text = e, home, nil, learner.Record{}, ""
	if m.other == e {
		m.other = nil
	}
	m.body.GotoTop()
	load := m.b.tasks.cmd(func(context.Context) tea.Msg {
		msg := openedMsg{e: e}
		msg.record, msg.err = m.b.progress.record(e)
		text, err := os.ReadFile(e.Stub)
		if msg.text = string(text); err != nil && !os.IsNotExist(err) {
			msg.err = err
		}
		msg.warnings = m.b.progress.warned()
		return msg
	})
	return tea.Batch(load, m.startRun(false, false))
}

// say shows a line until the next key.
func (m *Model) say(line string) {
	m.notice, m.linked = strings.Join(strings.Fields(clean(line)), " "), ""
}

// passed reports whether the exercise, as it is, has passed.
func (m *Model) passed() bool {
	if m.last != nil {
		return m.last.err == nil && m.last.result.Verdict == passed
	}
	return m.states[m.e.ID()] == learner.Passed
}

// next returns the exercise that the key for the next leads to: after a pass
// the next that has not passed, else the next in order. Nil if there is none.
func (m *Model) next() *course.Exercise {
	all := m.b.course.Exercises()
	at := m.index(all)
	if !m.passed() {
		if at+1 < len(all) {
			return all[at+1]
		}
		return nil
	}
	for i := range all[1:] {
		if e := all[(at+1+i)%len(all)]; m.states[e.ID()] != learner.Passed {
			return e
		}
	}
	return nil
}

// previous returns the exercise before this one; nil if there is none.
func (m *Model) previous() *course.Exercise {
	all := m.b.course.Exercises()
	if at := m.index(all); at > 0 {
		return all[at-1]
	}
	return nil
}

func (m *Model) index(all []*course.Exercise) int {
	for i, e := range all {
		if e == m.e {
			return i
		}
	}
	return 0
}

// topic returns the topic of the exercise.
func (m *Model) topic() *course.Topic {
	for _, t := range m.b.course.Topics {
		if t.Name == m.e.Topic {
			return t
		}
	}
	return &course.Topic{Name: m.e.Topic}
}

// line is where in the stub the learner should look; 0 if that is not known.
func (m *Model) line() int {
	if m.last != nil {
		if n := lineOf(m.last.result, m.e.Stub); n > 0 {
			return n
		}
	}
	return todoLine(m.text)
}
