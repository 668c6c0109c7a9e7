package watch

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/learner"
)

// View draws the screen. At the end, when the last keys are only taken and
// nothing changes, it is the last one.
func (m *Model) View() tea.View {
	if !m.leaving {
		m.drawn = m.draw()
	}
	return m.drawn
}

func (m *Model) draw() tea.View {
	var content string
	switch m.screen {
	case reading:
		content = m.pageView()
	case listing:
		content = m.listView()
	default:
		content = m.homeView()
	}
	v := tea.NewView(content)
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	return v
}

// The home screen stands task and verdict beside each other when it has at
// least this much room.
const (
	wideWidth  = 130
	wideHeight = 30
)

func (m *Model) wide() bool { return m.width >= wideWidth && m.height >= wideHeight }

// Below this height the verdict gets the room of the keys, and comes first.
const lowHeight = 16

func (m *Model) low() bool { return m.height < lowHeight }

// homeView draws the exercise: its head, the body that scrolls, and the foot.
func (m *Model) homeView() string {
	foot := append(m.statusLines(), m.footView()...)
	head := []string{m.headLine(), rule(m.width, "")}
	room := max(1, m.height-len(head)-len(foot)-2)
	m.body.SetWidth(m.width)
	m.body.SetHeight(room)
	m.body.SetContent(m.bodyText(room))
	more := ""
	if !m.body.AtBottom() {
		more = " more: arrow keys "
	}
	out := append(head, strings.Split(m.body.View(), "\n")...)
	for len(out) < len(head)+room {
		out = append(out, "")
	}
	out = append(out, rule(m.width, more), m.progressLine())
	return fit(append(out, foot...), m.width, m.height)
}

// headLine names the exercise and says where it stands in its topic.
func (m *Model) headLine() string {
	place := ""
	for i, e := range m.topic().Exercises {
		if e == m.e {
			place = fmt.Sprintf("%d of %d ", i+1, len(m.topic().Exercises))
		}
	}
	about := strings.Join([]string{m.e.Topic, m.e.Kind, m.e.Time}, " · ")
	return spread(" "+bold.Render(m.e.Name)+"  "+faint.Render(about), faint.Render(place), m.width)
}

// bodyText is the task, the path of the stub and the verdict. Where there is
// room the task stands whole, at the left; else in short, at the top.
func (m *Model) bodyText(room int) string {
	if !m.wide() {
		width := min(m.width, readable)
		height := max(2, room/3)
		if m.last != nil && m.passed() {
			height = 2 // what matters now is below
		}
		parts := []string{m.shortTask(width, height), m.pathLine(), m.outcomeView(width)}
		if m.low() {
			slices.Reverse(parts)
		}
		return strings.Join(parts, "\n\n")
	}
	left := min(readable, (m.width-3)/2)
	right := min(readable+24, m.width-3-left)
	return beside(m.wholeTask(left), m.pathLine()+"\n\n"+m.outcomeView(right), left)
}

// wholeTask renders the task. It is kept: the screen is drawn ten times a
// second while a grading runs.
func (m *Model) wholeTask(width int) string {
	key := rendered{m.e, paper{width: width, colors: m.colors}}
	if m.task.rendered != key {
		m.task.rendered, m.task.text = key, markdown(m.e.Task, key.paper)
	}
	return m.task.text
}

// rendered says what a rendered text is of.
type rendered struct {
	e     *course.Exercise
	paper paper
}

// shortTask is as much of the task as fits into a few lines.
func (m *Model) shortTask(width, height int) string {
	var all []string
	for _, p := range paragraphs(m.e.Task) {
		indent := " "
		if strings.HasPrefix(p, "- ") {
			indent = "   "
		}
		text := strings.Split(fold(p, width-1, indent), "\n")
		if indent != " " {
			text[0] = text[0][2:] // the dash hangs before the text
		}
		all = append(all, text...)
	}
	if len(all) > height {
		all = all[:height]
		const rest = " … (t: all of it)"
		all[height-1] = ansi.Truncate(all[height-1], max(0, width-1-len(rest)), "") + faint.Render(rest)
	}
	return strings.Join(all, "\n")
}

// path is how the screen names the stub, with the line to look at.
func (m *Model) path() string {
	path := relative(m.b.course.Root, m.e.Stub)
	if n := m.line(); n > 0 {
		path = fmt.Sprintf("%s:%d", path, n)
	}
	return path
}

func (m *Model) pathLine() string {
	return " " + faint.Render("File ") + cyan.Underline(true).Hyperlink(fileURL(m.e.Stub, m.line())).Render(m.path())
}

// progressLine shows how much of the topic, the level and the course is passed.
func (m *Model) progressLine() string {
	level := m.topic().Level()
	parts := []struct {
		name string
		in   func(*course.Exercise) bool
	}{
		{"topic", func(e *course.Exercise) bool { return e.Topic == m.e.Topic }},
		{level.Name, func(e *course.Exercise) bool { return m.levelOf(e) == level }},
		{"course", func(*course.Exercise) bool { return true }},
	}
	var names, counts []string
	used := 1
	for _, p := range parts {
		done, all := m.count(p.in)
		names, counts = append(names, p.name), append(counts, fmt.Sprintf("%d/%d", done, all))
		used += len(p.name) + len(counts[len(counts)-1]) + 5
	}
	width := max(3, min(30, (m.width-used)/len(parts)))
	var out []string
	for i, p := range parts {
		done, all := m.count(p.in)
		out = append(out, faint.Render(names[i])+" "+bar(done, all, width)+" "+counts[i])
	}
	return " " + strings.Join(out, "   ")
}

func (m *Model) levelOf(e *course.Exercise) course.Level {
	for _, t := range m.b.course.Topics {
		if t.Name == e.Topic {
			return t.Level()
		}
	}
	return course.Level{}
}

// count counts the exercises that are passed, of those that belong in.
func (m *Model) count(in func(*course.Exercise) bool) (done, all int) {
	for _, e := range m.b.course.Exercises() {
		if in(e) {
			all++
			if m.states[e.ID()] == learner.Passed {
				done++
			}
		}
	}
	return done, all
}

// bar draws done of all. It is full only when all is done, and empty only when
// nothing is.
func bar(done, all, width int) string {
	full := 0
	if all > 0 {
		full = done * width / all
		if done > 0 {
			full = max(1, full)
		}
	}
	return green.Render(strings.Repeat("█", full)) + faint.Render(strings.Repeat("░", width-full))
}

// statusLines are what the learner was told last, or how far the hints are.
func (m *Model) statusLines() []string {
	switch {
	case m.notice != "":
		return m.told(m.notice)
	case m.drawing:
		return []string{" " + faint.Render("drawing the picture…")}
	case m.other != nil:
		return m.told(m.other.ID() + " was saved. g turns to it.")
	}
	var parts []string
	if n := len(m.e.Hints); n > 0 {
		parts = append(parts, fmt.Sprintf("hints used: %d of %d", min(m.record.Hints, n), n))
	}
	if title := m.notesLink().Title; title != "" {
		parts = append(parts, "notes: "+title)
	}
	return []string{" " + faint.Render(strings.Join(parts, " · "))}
}

// told breaks a notice into the lines that it needs.
func (m *Model) told(notice string) []string {
	all := strings.Split(fold(notice, m.width, " "), "\n")
	name := relative(m.b.course.Root, m.linked)
	for i, line := range all {
		if m.linked != "" {
			line = strings.ReplaceAll(line, name, ansi.SetHyperlink(fileURL(m.linked, 0))+name+ansi.ResetHyperlink())
		}
		all[i] = yellow.Render(line)
	}
	return all
}

// pageView draws a page.
func (m *Model) pageView() string {
	where := ""
	if v := m.page.view; !v.AtTop() || !v.AtBottom() {
		where = fmt.Sprintf("%3.0f %% ", v.ScrollPercent()*100)
	}
	out := []string{spread(" "+bold.Render(m.page.title), faint.Render(where), m.width), rule(m.width, "")}
	out = append(out, strings.Split(m.page.view.View(), "\n")...)
	foot := m.footView()
	for len(out) < m.height-1-len(foot) {
		out = append(out, "")
	}
	return fit(append(append(out, rule(m.width, "")), foot...), m.width, m.height)
}

// listTop is the row of the screen on which the list begins.
const listTop = 2

// listView draws the list.
func (m *Model) listView() string {
	done, all := m.count(func(*course.Exercise) bool { return true })
	out := []string{
		spread(" "+bold.Render("Exercises")+"  "+faint.Render("search: ")+m.list.search+"▏",
			faint.Render(fmt.Sprintf("%d of %d passed ", done, all)), m.width),
		rule(m.width, ""),
	}
	rows := m.list.window(m)
	for _, r := range rows {
		out = append(out, m.listLine(r))
	}
	if len(rows) == 0 {
		out = append(out, " Nothing is called that. Backspace takes a letter back.")
	}
	for len(out) < listTop+m.listHeight() {
		out = append(out, "")
	}
	return fit(append(append(out, rule(m.width, ""), m.progressLine()), m.footView()...), m.width, m.height)
}

func (m *Model) listLine(r listRow) string {
	if r.e == nil {
		return " " + faint.Render(r.text)
	}
	mark, style := "   ", lipgloss.NewStyle()
	if r.at == m.list.chosen {
		mark, style = " > ", bold
	}
	return mark + style.Render(r.text) + "  " + stateStyle(r.state).Render(stateName(r.state))
}

// rule draws a line across the screen with a word near its right end.
func rule(width int, word string) string {
	left := max(0, width-ansi.StringWidth(word)-2)
	return faint.Render(ansi.Truncate(strings.Repeat("─", left)+word+"──", width, ""))
}

// spread puts two texts at the ends of a line; the second goes where there is
// no room for both.
func spread(left, right string, width int) string {
	gap := width - ansi.StringWidth(left) - ansi.StringWidth(right)
	if gap < 1 {
		return left
	}
	return left + strings.Repeat(" ", gap) + right
}

// beside puts two texts next to each other, the first width columns wide.
func beside(left, right string, width int) string {
	a, b := strings.Split(left, "\n"), strings.Split(right, "\n")
	out := make([]string, max(len(a), len(b)))
	for i := range out {
		l, r := "", ""
		if i < len(a) {
			l = ansi.Truncate(a[i], width, "")
		}
		if i < len(b) {
			r = b[i]
		}
		out[i] = l + strings.Repeat(" ", width-ansi.StringWidth(l)) + faint.Render(" │ ") + r
	}
	return strings.Join(out, "\n")
}

// fit makes the lines the screen: as many as it has, none wider. A screen too
// low loses its middle, not its foot.
func fit(lines []string, width, height int) string {
	if over := len(lines) - height; over > 0 {
		head := min(len(lines)-over, 1)
		lines = append(lines[:head:head], lines[head+over:]...)
	}
	for len(lines) < height {
		lines = append(lines, "")
	}
	for i, line := range lines {
		lines[i] = ansi.Truncate(line, width, "")
	}
	return strings.Join(lines, "\n")
}
