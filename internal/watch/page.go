package watch

import (
	"context"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"

	"example.com/mastery/internal/course"
)

// A page is a text that fills the screen and scrolls.
type page struct {
	title  string
	render func(paper) string
	keys   []command // beside those that scroll and close
	view   viewport.Model
}

// Paper is what a text is rendered for.
type paper struct {
	width  int
	colors bool
}

// pageMsg opens a page whose text had to be read first.
type pageMsg struct {
	asked  int // by which key
	title  string
	render func(paper) string
	keys   []command
}

// readable is how wide prose gets, however wide the terminal is.
const readable = 96

// showPage opens a page at its top.
func (m *Model) showPage(title string, render func(paper) string, keys ...command) {
	m.screen = reading
	m.page.title, m.page.render, m.page.keys = title, render, keys
	m.page.view.GotoTop()
	m.page.layout(m)
}

// onPage opens a page, unless the learner has gone on to something else.
func (m *Model) onPage(msg pageMsg) {
	if msg.asked == m.pressed {
		m.showPage(msg.title, msg.render, msg.keys...)
	}
}

// layout renders the page for the size and the colors of the terminal.
func (p *page) layout(m *Model) {
	if m.screen != reading {
		return
	}
	p.view.SetWidth(m.width)
	p.view.SetHeight(max(1, m.height-4))
	p.view.SetContent(p.render(paper{width: m.width, colors: m.colors}))
}

var backKey = key.NewBinding(key.WithKeys("esc", "q", "backspace", "left"), key.WithHelp("esc", "back"))

func (m *Model) onPageKey(k tea.KeyPressMsg) tea.Cmd {
	for _, c := range m.page.keys {
		if key.Matches(k, c.Binding) {
			return c.do(m)
		}
	}
	if key.Matches(k, backKey) {
		m.screen = home
		return nil
	}
	switch k.String() {
	case "home":
		m.page.view.GotoTop()
		return nil
	case "end":
		m.page.view.GotoBottom()
		return nil
	}
	var cmd tea.Cmd
	m.page.view, cmd = m.page.view.Update(k)
	return cmd
}

// showTask opens the whole task.
func (m *Model) showTask() tea.Cmd {
	e := m.e
	m.showPage("The task: "+e.Name, func(p paper) string { return markdown(e.Task, p) })
	return nil
}

// showHints opens the hints seen so far, and shows the first if there is none.
func (m *Model) showHints() tea.Cmd {
	if len(m.e.Hints) == 0 {
		m.say("This exercise has no hints.")
		return nil
	}
	if m.record.Hints == 0 {
		return m.nextHint()
	}
	m.layHints()
	return nil
}

// nextHint shows one hint more and notes that down.
func (m *Model) nextHint() tea.Cmd {
	if m.record.Hints >= len(m.e.Hints) {
		return nil
	}
	m.record.Hints++
	m.layHints()
	m.page.view.GotoBottom()
	e, n := m.e, m.record.Hints
	return m.b.tasks.cmd(func(context.Context) tea.Msg { return hintedMsg{m.b.progress.hinted(e, n)} })
}

func (m *Model) layHints() {
	e := m.e
	n := min(m.record.Hints, len(e.Hints))
	var keys []command
	if n < len(e.Hints) {
		keys = append(keys, bind([]string{"h"}, "next hint: "+e.Hints[n].Title, "", (*Model).nextHint))
	}
	m.showPage(fmt.Sprintf("Hints: %s, %d of %d", e.Name, n, len(e.Hints)), func(p paper) string {
		var text strings.Builder
		for i, h := range e.Hints[:n] {
			fmt.Fprintf(&text, "### %d. %s\n\n%s\n\n", i+1, h.Title, h.Text)
		}
		return markdown(text.String(), p)
	}, keys...)
}

// showNotes opens the section of the notes that explains the verdict or, when
// there is none, the one to read first.
func (m *Model) showNotes() tea.Cmd {
	link := m.notesLink()
	if link.Path == "" {
		link = course.Link{Title: m.topic().Title, Path: m.e.Topic + "/README.md"}
	}
	return m.readNotes(link)
}

func (m *Model) notesLink() course.Link {
	if m.last != nil && m.last.result.NotesRef != "" {
		return course.Link{Title: m.last.result.Notes, Path: m.last.result.NotesRef}
	}
	return m.e.Read
}

func (m *Model) readNotes(link course.Link) tea.Cmd {
	asked := m.pressed
	return m.b.tasks.cmd(func(context.Context) tea.Msg {
		text, whole, err := notes(m.b.course.Root, link.Path)
		if err != nil {
			text = "The notes could not be read: " + err.Error()
		}
		msg := pageMsg{asked: asked, title: "Notes: " + link.Title, render: func(p paper) string { return markdown(text, p) }}
		if !whole {
			file, _, _ := strings.Cut(link.Path, "#")
			msg.keys = append(msg.keys, bind([]string{"a"}, "all of the notes", "", func(m *Model) tea.Cmd {
				return m.readNotes(course.Link{Title: m.topic().Title, Path: file})
			}))
		}
		return msg
	})
}

// showReport opens all that the tests printed.
func (m *Model) showReport() tea.Cmd {
	if m.last == nil || m.last.result.Raw == "" {
		m.say("There is no report yet.")
		return nil
	}
	title, text := "What the tests printed", clean(m.last.result.Raw)
	if races := raceReports(text); races != "" {
		title, text = "What the race detector printed", races
	}
	m.showPage(title+": "+m.e.Name, func(p paper) string { return fold(text, p.width-2, "  ") })
	return nil
}

// showKeys opens the page of keys.
func (m *Model) showKeys() tea.Cmd {
	var all []command
	for _, c := range commands() {
		if c.hidden == nil || !c.hidden(m) {
			all = append(all, c)
		}
	}
	m.showPage("Keys", func(p paper) string {
		width := min(p.width, readable)
		var out []string
		for _, c := range all {
			about := fold(c.about, width, "         ")
			out = append(out, "  "+bold.Render(c.Help().Key)+about[2+len(c.Help().Key):])
		}
		return strings.Join(append(out, "", fold(aboutKeys, width, "  ")), "\n")
	})
	return nil
}

const aboutKeys = "Arrows, page keys and the mouse wheel scroll; ctrl+z hands the terminal to the shell, and fg comes back. " +
	"A click on a key's name presses the key, a click on the file's path opens the editor. " +
	"To select text with the mouse, hold Shift (Option on macOS)."
