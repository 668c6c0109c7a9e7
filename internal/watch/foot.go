package watch

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"github.com/charmbracelet/x/ansi"
)

// A footItem is a key's name at the foot of the screen.
type footItem struct {
	key, word string
	x         int // column that it begins at
	label     bool
}

func (i footItem) width() int {
	if i.label {
		return ansi.StringWidth(i.word)
	}
	return ansi.StringWidth(i.key) + 1 + ansi.StringWidth(i.word)
}

// foot lays out the keys of the screen in rows.
func (m *Model) foot() [][]footItem {
	var items []footItem
	add := func(b key.Binding) { items = append(items, footItem{key: b.Help().Key, word: b.Help().Desc}) }
	switch {
	case m.confirm:
		items = []footItem{
			{label: true, word: "Put the stub of " + m.e.Name + " back? Your text is kept."},
			{key: "y", word: "yes"},
			{key: "n", word: "no"},
		}
	case m.screen == reading:
		for _, c := range m.page.keys {
			add(c.Binding)
		}
		add(backKey)
		items = append(items, footItem{label: true, word: "arrows, space scroll"})
	case m.screen == listing:
		items = []footItem{
			{key: "enter", word: "turn to it"},
			{key: "esc", word: "back"},
			{label: true, word: "arrows choose, letters search"},
		}
	default:
		all := commands()
		if m.low() {
			all = all[len(all)-2:] // the page of keys has the others
		}
		for _, c := range all {
			if c.hidden == nil || !c.hidden(m) {
				add(c.Binding)
			}
		}
	}
	return layRow(items, m.width)
}

// layRow breaks the items into rows of at most width columns.
func layRow(items []footItem, width int) [][]footItem {
	var rows [][]footItem
	x := 1
	for _, item := range items {
		if len(rows) == 0 || x+item.width() > width {
			rows = append(rows, nil)
			x = 1
		}
		item.x = x
		rows[len(rows)-1] = append(rows[len(rows)-1], item)
		x += item.width() + 2
	}
	return rows
}

func (m *Model) footView() []string {
	var out []string
	for _, row := range m.foot() {
		var line strings.Builder
		line.WriteString(" ")
		for i, item := range row {
			if i > 0 {
				line.WriteString("  ")
			}
			if item.label {
				line.WriteString(faint.Render(item.word))
			} else {
				line.WriteString(bold.Render(item.key) + " " + faint.Render(item.word))
			}
		}
		out = append(out, line.String())
	}
	return out
}
