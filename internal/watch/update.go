package watch

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"example.com/mastery/internal/course"
)

// The messages that come from outside.
type (
	quitMsg   struct{}            // a signal, or the caller, asks to end
	editedMsg struct{ err error } // the terminal is ours again
	resetMsg  struct {
		e    *course.Exercise
		kept string
		err  error
	}
	pictureMsg struct {
		path string
		err  error
	}
	hintedMsg struct{ err error }
)

// Update takes one message.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if m.leaving {
		return m, nil
	}
	return m, m.update(msg)
}

func (m *Model) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		m.page.layout(m)
	case tea.ColorProfileMsg:
		m.colors = msg.Profile > colorprofile.ASCII
		m.page.layout(m)
	case tea.KeyPressMsg:
		return m.onKey(msg)
	case tea.PasteMsg:
		m.list.typed(m, msg.Content)
	case tea.MouseWheelMsg:
		return m.onWheel(msg)
	case tea.MouseClickMsg:
		return m.onClick(msg)
	case quitMsg:
		return m.quit()
	case save:
		return m.onSave(msg)
	case gradedMsg:
		return m.onGraded(msg)
	case tickMsg:
		if int(msg) == m.run.id && m.run.active {
			return m.tick()
		}
	case statesMsg:
		return m.onStates(msg)
	case openedMsg:
		m.onOpened(msg)
	case pageMsg:
		m.onPage(msg)
	default:
		return m.onDone(msg)
	}
	return nil
}

// onDone takes the ends of what the learner asked for.
func (m *Model) onDone(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case editedMsg:
		m.away = false
		if msg.err != nil {
			m.say(msg.err.Error())
		}
	case hintedMsg:
		if msg.err != nil {
			m.say("The hint could not be noted down: " + msg.err.Error())
		}
	case resetMsg:
		m.onReset(msg)
		return m.look()
	case pictureMsg:
		m.drawing = false
		if msg.err != nil {
			m.say("No picture: " + msg.err.Error())
			return nil
		}
		m.say("The picture: " + relative(m.b.course.Root, msg.path))
		m.linked = msg.path
	}
	return nil
}

func (m *Model) onOpened(msg openedMsg) {
	for _, w := range msg.warnings {
		m.say(w)
	}
	if msg.e != m.e {
		return
	}
	if msg.err != nil {
		m.say(msg.err.Error())
	}
	hints := max(m.record.Hints, msg.record.Hints) // one may be on the screen and not yet noted down
	if m.last == nil {
		m.record, m.text = msg.record, msg.text
	}
	m.record.Hints = hints
}

// onSave stops what runs on the old text as soon as the file begins to change,
// and grades the new one when it is at rest.
func (m *Model) onSave(s save) tea.Cmd {
	if s.path != m.e.Stub {
		if s.settled {
			return m.onOtherSaved(s)
		}
		return nil
	}
	if !s.settled {
		m.stopRun()
		return nil
	}
	m.other = nil
	return m.startRun(false, false)
}

// onOtherSaved offers to turn to the exercise that was saved. It does not turn
// by itself: a checkout or a formatter writes many files at once.
func (m *Model) onOtherSaved(s save) tea.Cmd {
	for _, e := range m.b.course.Exercises() {
		if e.Stub == s.path && !s.missing {
			m.other = e
			return m.look()
		}
	}
	return nil
}

func (m *Model) onReset(msg resetMsg) {
	switch {
	case msg.err != nil:
		m.say("Nothing was reset: " + msg.err.Error())
	case msg.kept == "":
		m.say(msg.e.Name + " is as it came. There was nothing of yours to keep.")
	default:
		m.say("Reset. Your text is kept in " + msg.kept)
	}
}

// quit ends the program; what runs is killed.
func (m *Model) quit() tea.Cmd {
	m.leaving = true
	m.stopRun()
	return m.term.leave()
}
