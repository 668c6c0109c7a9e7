package watch

import (
	"context"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/viewport"
	tea "charm.land/bubbletea/v2"

	"example.com/mastery/internal/grade"
)

const passed = grade.Passed

// A command is something that a key does.
type command struct {
	key.Binding        // its keys; its help is the word for the foot of the screen
	about       string // a sentence for the page of keys
	do          func(*Model) tea.Cmd
	hidden      func(*Model) bool // nil: never
}

func bind(keys []string, word, about string, do func(*Model) tea.Cmd) command {
	return command{
		Binding: key.NewBinding(key.WithKeys(keys...), key.WithHelp(keys[0], word)),
		about:   about, do: do,
	}
}

// commands returns what the keys do on the home screen, in the order in which
// its foot shows them.
func commands() []command {
	keys := func(k ...string) []string { return k }
	picture := bind(keys("v"), "picture", "run the tests once more and draw what the goroutines did", (*Model).drawPicture)
	picture.hidden = func(m *Model) bool { return m.b.picture == nil }
	other := bind(keys("g"), "go to the saved one", "turn to the other exercise that was saved", func(m *Model) tea.Cmd { return m.open(m.other) })
	other.hidden = func(m *Model) bool { return m.other == nil }
	return []command{
		bind(keys("n", "right"), "next", "the next exercise; after a pass, the next that has not passed", (*Model).goNext),
		bind(keys("p", "left"), "previous", "the exercise before", (*Model).goPrevious),
		bind(keys("l", "/"), "list", "all exercises and where you stand; type to search", (*Model).showList),
		bind(keys("t"), "task", "the whole task", (*Model).showTask),
		bind(keys("h"), "hint", "a question, then a nudge, then the recipe", (*Model).showHints),
		bind(keys("m"), "notes", "the part of the notes that explains this verdict, or the one to read first", (*Model).showNotes),
		bind(keys("f"), "full report", "all that the tests printed; of a data race, the detector's report", (*Model).showReport),
		picture,
		bind(keys("s"), "solution", "after a pass, or when asked for twice: the reference answer against yours", (*Model).askSolution),
		bind(keys("r"), "run", "run the tests again", func(m *Model) tea.Cmd { return m.startRun(false, true) }),
		bind(keys("R"), "run 100", "run them 100 times, to catch what goes wrong only sometimes", func(m *Model) tea.Cmd { return m.startRun(true, true) }),
		bind(keys("e", "enter"), "edit", "open the exercise in $VISUAL or $EDITOR", (*Model).openEditor),
		bind(keys("x"), "reset", "put the stub back; your text is kept", (*Model).askReset),
		other,
		bind(keys("?"), "keys", "what the keys do", (*Model).showKeys),
		bind(keys("q"), "quit", "leave; ctrl+c and a signal do the same", (*Model).quit),
	}
}

// scrolling returns the keys that move a viewport. Letters are left to the
// commands.
func scrolling() viewport.KeyMap {
	k := viewport.DefaultKeyMap()
	k.PageDown.SetKeys("pgdown", "space")
	k.PageUp.SetKeys("pgup")
	k.HalfPageDown.SetKeys("ctrl+d")
	k.HalfPageUp.SetKeys("ctrl+u")
	k.Down.SetKeys("down", "j")
	k.Up.SetKeys("up", "k")
	k.Left.SetEnabled(false)
	k.Right.SetEnabled(false)
	return k
}

// onKey acts on a key, wherever it was pressed.
func (m *Model) onKey(k tea.KeyPressMsg) tea.Cmd {
	switch {
	case m.away:
		return nil // typed before the terminal was handed over
	case k.Mod == tea.ModAlt && k.Code != tea.KeyEscape:
		// Escape and a key right after it arrive as one, from tmux even half a
		// second apart.
		k.Mod, k.Text = 0, string(k.Code)
		return tea.Batch(m.onKey(keyPress("esc")), m.onKey(k))
	case k.String() == "ctrl+c":
		return m.quit()
	case k.String() == "ctrl+z":
		m.away = true
		return m.term.suspend()
	}
	m.pressed++
	m.notice = ""
	switch {
	case m.confirm:
		return m.answerReset(k)
	case m.screen == listing:
		return m.list.onKey(m, k)
	case m.screen == reading:
		return m.onPageKey(k)
	default:
		return m.onHomeKey(k)
	}
}

func (m *Model) onHomeKey(k tea.KeyPressMsg) tea.Cmd {
	asked := m.asked
	m.asked = false
	for _, c := range commands() {
		if key.Matches(k, c.Binding) && (c.hidden == nil || !c.hidden(m)) {
			if c.Help().Key == "s" {
				m.asked = asked
			}
			return c.do(m)
		}
	}
	var cmd tea.Cmd
	m.body, cmd = m.body.Update(k)
	return cmd
}

func (m *Model) goNext() tea.Cmd {
	if e := m.next(); e != nil {
		return m.open(e)
	}
	if m.passed() {
		m.say("Every exercise is passed.")
	} else {
		m.say("This is the last exercise. l lists them all.")
	}
	return nil
}

func (m *Model) goPrevious() tea.Cmd {
	if e := m.previous(); e != nil {
		return m.open(e)
	}
	m.say("This is the first exercise.")
	return nil
}

func (m *Model) openEditor() tea.Cmd {
	m.away = true
	return m.term.edit(m.e.Stub, m.line())
}

func (m *Model) drawPicture() tea.Cmd {
	if m.drawing {
		return nil
	}
	m.drawing = true
	e := m.e
	return m.b.tasks.cmd(func(ctx context.Context) tea.Msg {
		path, err := m.b.picture(ctx, e)
		return pictureMsg{path, err}
	})
}

// askReset opens the question; answerReset takes the answer.
func (m *Model) askReset() tea.Cmd {
	m.confirm = true
	return nil
}

func (m *Model) answerReset(k tea.KeyPressMsg) tea.Cmd {
	m.confirm = false
	if k.String() != "y" && k.String() != "Y" {
		m.say("Nothing was reset.")
		return nil
	}
	e := m.e
	return m.b.tasks.cmd(func(context.Context) tea.Msg {
		kept, err := m.b.progress.reset(e)
		return resetMsg{e, kept, err}
	})
}
