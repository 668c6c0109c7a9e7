package watch

import (
	"fmt"
	"strings"
	"unicode"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/learner"
)

// A list is the screen of all exercises: what is typed searches in it.
type list struct {
	search string
	chosen int // among those found
	top    int // first row that is shown
}

// A listRow is a line of the list: a heading, or an exercise.
type listRow struct {
	text  string
	state learner.State
	e     *course.Exercise // nil for a heading
	at    int              // its place among those found
}

func (m *Model) showList() tea.Cmd {
	m.screen = listing
	m.list = list{}
	for i, e := range m.list.found(m) {
		if e == m.e {
			m.list.chosen = i
		}
	}
	return m.look()
}

// found returns the exercises that hold every word of the search in their name,
// topic, kind or state.
func (l *list) found(m *Model) []*course.Exercise {
	var found []*course.Exercise
	for _, t := range m.b.course.Topics {
		for _, e := range t.Exercises {
			text := strings.ToLower(strings.Join([]string{e.ID(), t.Title, e.Kind, stateName(m.states[e.ID()])}, " "))
			matches := true
			for word := range strings.FieldsSeq(strings.ToLower(l.search)) {
				matches = matches && strings.Contains(text, word)
			}
			if matches {
				found = append(found, e)
			}
		}
	}
	return found
}

// rows lays the found exercises out under their topics.
func (l *list) rows(m *Model) []listRow {
	var rows []listRow
	topic := ""
	about := func(e *course.Exercise) string { return fmt.Sprintf("%-16s %-10s %-12s", e.Name, e.Kind, e.Time) }
	if m.width < 56 { // the state is what the list is for
		about = func(e *course.Exercise) string { return fmt.Sprintf("%-16s", e.Name) }
	}
	for i, e := range l.found(m) {
		if e.Topic != topic {
			topic = e.Topic
			if len(rows) > 0 {
				rows = append(rows, listRow{})
			}
			rows = append(rows, listRow{text: m.topicLine(topic)})
		}
		rows = append(rows, listRow{
			text:  about(e),
			state: m.states[e.ID()], e: e, at: i,
		})
	}
	return rows
}

func (m *Model) topicLine(name string) string {
	for _, t := range m.b.course.Topics {
		if t.Name == name {
			done, all := m.count(func(e *course.Exercise) bool { return e.Topic == name })
			return fmt.Sprintf("%s  %s  %d/%d", t.Name, t.Title, done, all)
		}
	}
	return name
}

// stateName says a state as the list shows it.
func stateName(s learner.State) string {
	if s == "" {
		return string(learner.Untouched)
	}
	return string(s)
}

var (
	listUp    = key.NewBinding(key.WithKeys("up", "ctrl+p"))
	listDown  = key.NewBinding(key.WithKeys("down", "ctrl+n", "tab"))
	listPgUp  = key.NewBinding(key.WithKeys("pgup"))
	listPgDn  = key.NewBinding(key.WithKeys("pgdown"))
	listFirst = key.NewBinding(key.WithKeys("home"))
	listLast  = key.NewBinding(key.WithKeys("end"))
)

func (l *list) onKey(m *Model, k tea.KeyPressMsg) tea.Cmd {
	switch {
	case k.String() == "esc":
		if l.search == "" {
			m.screen = home
			return nil
		}
		*l = list{}
	case k.String() == "enter":
		if found := l.found(m); l.chosen < len(found) {
			return m.open(found[l.chosen])
		}
	case k.String() == "backspace":
		runes := []rune(l.search)
		l.find(string(runes[:max(0, len(runes)-1)]))
	case k.String() == "ctrl+u":
		l.find("")
	case key.Matches(k, listUp):
		l.move(m, -1)
	case key.Matches(k, listDown):
		l.move(m, 1)
	case key.Matches(k, listPgUp):
		l.move(m, -m.listHeight())
	case key.Matches(k, listPgDn):
		l.move(m, m.listHeight())
	case key.Matches(k, listFirst):
		l.move(m, -len(m.b.course.Exercises()))
	case key.Matches(k, listLast):
		l.move(m, len(m.b.course.Exercises()))
	default:
		l.typed(m, k.Text)
	}
	return nil
}

// typed adds text to the search.
func (l *list) typed(m *Model, text string) {
	text = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, text)
	if m.screen == listing && text != "" {
		l.find(l.search + text)
	}
}

func (l *list) find(search string) { l.search, l.chosen, l.top = search, 0, 0 }

func (l *list) move(m *Model, by int) {
	l.chosen = max(0, min(l.chosen+by, len(l.found(m))-1))
}

// listHeight is how many rows of the list fit.
func (m *Model) listHeight() int { return max(1, m.height-5) }

// window returns the rows that are shown, so that the chosen one is among them
// and, where there is room, its heading.
func (l *list) window(m *Model) []listRow {
	rows := l.rows(m)
	height := m.listHeight()
	at := 0
	for i, r := range rows {
		if r.e != nil && r.at == l.chosen {
			at = i
		}
	}
	if at < l.top+1 {
		l.top = max(0, at-1)
	}
	if at >= l.top+height {
		l.top = at - height + 1
	}
	l.top = max(0, min(l.top, len(rows)-height))
	return rows[l.top:min(len(rows), l.top+height)]
}
