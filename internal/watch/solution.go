package watch

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/pmezard/go-difflib/difflib"

	"example.com/mastery/internal/course"
)

// askSolution opens the reference answer: at once after a pass, else when it
// was asked for twice in a row.
func (m *Model) askSolution() tea.Cmd {
	if m.record.PassedAt.IsZero() && !m.asked {
		m.asked = true
		m.say("The answer waits for your pass; h helps before it. s once more shows it now.")
		return nil
	}
	m.asked = false
	return m.readSolution(0)
}

// An answer is one of the right ones.
type answer struct {
	name  string
	about string // what it does differently
	text  string
}

// readSolution compares the learner's answer with one of the right ones: 0 is
// the reference.
func (m *Model) readSolution(which int) tea.Cmd {
	e, asked := m.e, m.pressed
	return m.b.tasks.cmd(func(context.Context) tea.Msg {
		yours, err := os.ReadFile(e.Stub)
		if err != nil && !os.IsNotExist(err) {
			return solutionFailed(e, asked, err)
		}
		answers, err := rightAnswers(e)
		if err != nil {
			return solutionFailed(e, asked, err)
		}
		msg := pageMsg{
			asked: asked, title: "Solution: " + e.Name,
			render: func(p paper) string { return compare(string(yours), answers, which, p) },
		}
		if len(answers) > 1 {
			msg.keys = append(msg.keys, bind([]string{"tab", "s"}, "the next answer", "", func(m *Model) tea.Cmd {
				return m.readSolution((which + 1) % len(answers))
			}))
		}
		return msg
	})
}

func solutionFailed(e *course.Exercise, asked int, err error) pageMsg {
	return pageMsg{asked: asked, title: "Solution: " + e.Name, render: func(p paper) string {
		return fold("The solution could not be read: "+clean(err.Error()), p.width, "  ")
	}}
}

// rightAnswers reads the reference answer and the others.
func rightAnswers(e *course.Exercise) ([]answer, error) {
	reference, err := os.ReadFile(e.Solution)
	if err != nil {
		return nil, err
	}
	answers := []answer{{name: "the reference", about: "the answer that the notes explain.", text: string(reference)}}
	for _, file := range e.Right {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		about, text := opening(strings.ReplaceAll(string(data), "\r\n", "\n"))
		answers = append(answers, answer{
			name:  strings.TrimSuffix(filepath.Base(file), ".go"),
			about: strings.TrimPrefix(about, "Another way: "), text: text,
		})
	}
	return answers, nil
}

// opening takes the comment that opens a file off its text, as one line.
func opening(text string) (comment, rest string) {
	var words []string
	for rest = text; strings.HasPrefix(rest, "//"); {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		words = append(words, strings.TrimSpace(line[2:]))
	}
	return strings.Join(words, " "), strings.TrimLeft(rest, "\n")
}

// sideBySide is the width from which two texts stand beside each other.
const sideBySide = 130

// compare lists the answers and shows the learner's beside one of them.
func compare(yours string, answers []answer, which int, p paper) string {
	var out strings.Builder
	for i, a := range answers {
		mark := "  "
		if i == which {
			mark = "> "
		}
		about := fold(a.name+": "+clean(a.about), min(p.width, readable), "    ")
		out.WriteString("  " + mark + about[4:] + "\n")
	}
	left, right := lines(yours), lines(answers[which].text)
	out.WriteString("\n")
	if p.width >= sideBySide {
		out.WriteString(columns(left, right, answers[which].name, p))
	} else {
		out.WriteString(unified(left, right, answers[which].name, p))
	}
	return out.String()
}

func lines(text string) []string {
	return strings.Split(strings.TrimRight(clean(text), "\n"), "\n")
}

// unified shows one text under the other's changes: - is only yours, + only
// the answer's.
func unified(yours, right []string, name string, p paper) string {
	if strings.Join(yours, "\n") == strings.Join(right, "\n") {
		return "  Your answer is the same, word for word."
	}
	out := []string{"  " + red.Render("- yours") + "   " + green.Render("+ "+name), ""}
	for _, op := range difflib.NewMatcher(yours, right).GetOpCodes() {
		if op.Tag == 'e' {
			for _, line := range yours[op.I1:op.I2] {
				out = append(out, cut("    "+line, p.width))
			}
			continue
		}
		for _, line := range yours[op.I1:op.I2] {
			out = append(out, red.Render(cut("  - "+line, p.width)))
		}
		for _, line := range right[op.J1:op.J2] {
			out = append(out, green.Render(cut("  + "+line, p.width)))
		}
	}
	return strings.Join(out, "\n")
}

// columns shows the two texts beside each other, equal lines at equal heights.
func columns(yours, right []string, name string, p paper) string {
	width := min((p.width-5)/2, readable)
	row := func(mark, a, b string, left, other lipgloss.Style) string {
		a = cut(a, width)
		return left.Render(a) + strings.Repeat(" ", width-ansi.StringWidth(a)) + faint.Render(" "+mark+" ") + other.Render(cut(b, width))
	}
	none := lipgloss.NewStyle()
	out := []string{row("│", "  yours", name, red, green), ""}
	for _, op := range difflib.NewMatcher(yours, right).GetOpCodes() {
		for i := range max(op.I2-op.I1, op.J2-op.J1) {
			a, b := "", ""
			if op.I1+i < op.I2 {
				a = "  " + yours[op.I1+i]
			}
			if op.J1+i < op.J2 {
				b = right[op.J1+i]
			}
			if op.Tag == 'e' {
				out = append(out, row("│", a, b, none, none))
			} else {
				out = append(out, row("≠", a, b, red, green))
			}
		}
	}
	return strings.Join(out, "\n")
}

// cut shortens a line to width.
func cut(line string, width int) string { return ansi.Truncate(line, max(0, width), "…") }
