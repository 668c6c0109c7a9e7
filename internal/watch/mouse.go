package watch

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// onWheel scrolls what is on the screen.
func (m *Model) onWheel(msg tea.MouseWheelMsg) tea.Cmd {
	if m.away {
		return nil
	}
	var cmd tea.Cmd
	switch m.screen {
	case reading:
		m.page.view, cmd = m.page.view.Update(msg)
	case listing:
		switch msg.Button {
		case tea.MouseWheelUp:
			m.list.move(m, -1)
		case tea.MouseWheelDown:
			m.list.move(m, 1)
		}
	default:
		m.body, cmd = m.body.Update(msg)
	}
	return cmd
}

// onClick opens what is clicked on: an exercise of the list, the path of the
// stub, or a key's name at the foot, which is as good as pressing it.
func (m *Model) onClick(msg tea.MouseClickMsg) tea.Cmd {
	if msg.Button != tea.MouseLeft || m.away {
		return nil
	}
	if k, ok := m.keyAt(msg.X, msg.Y); ok {
		return m.onKey(k)
	}
	if m.screen == listing {
		rows := m.list.window(m)
		if at := msg.Y - listTop; at >= 0 && at < len(rows) && rows[at].e != nil {
			return m.open(rows[at].e)
		}
		return nil
	}
	if m.screen == home && !m.confirm && m.onPath(msg.X, msg.Y) {
		return m.openEditor()
	}
	return nil
}

// keyAt finds the key whose name stands at a cell of the foot.
func (m *Model) keyAt(x, y int) (tea.KeyPressMsg, bool) {
	rows := m.foot()
	at := y - (m.height - len(rows))
	if at < 0 || at >= len(rows) {
		return tea.KeyPressMsg{}, false
	}
	for _, item := range rows[at] {
		if x >= item.x && x < item.x+item.width() {
			return keyPress(item.key), true
		}
	}
	return tea.KeyPressMsg{}, false
}

// keyPress is the message of a key by its name.
func keyPress(name string) tea.KeyPressMsg {
	switch name {
	case "esc":
		return tea.KeyPressMsg{Code: tea.KeyEscape}
	case "enter":
		return tea.KeyPressMsg{Code: tea.KeyEnter}
	case "tab":
		return tea.KeyPressMsg{Code: tea.KeyTab}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// onPath reports whether the path of the stub stands at a cell.
func (m *Model) onPath(x, y int) bool {
	rows := strings.Split(m.homeView(), "\n")
	if y < 0 || y >= len(rows) {
		return false
	}
	row := ansi.Strip(rows[y])
	before, _, ok := strings.Cut(row, m.path())
	start := ansi.StringWidth(before)
	return ok && x >= start && x < start+ansi.StringWidth(m.path())
}
