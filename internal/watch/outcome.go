package watch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
)

// outcomeView says what came of the last run, or how the one that is going on
// is getting along.
func (m *Model) outcomeView(width int) string {
	switch {
	case m.run.active:
		return m.runView(width)
	case m.last == nil:
		return " " + faint.Render("The file is being saved…")
	case m.last.err != nil:
		return m.errorView(width)
	case m.last.result.Verdict == passed:
		return m.passView(width)
	}
	return m.verdictView(width)
}

// runView shows that a grading runs, and the verdict before it.
func (m *Model) runView(width int) string {
	took := m.now().Sub(m.run.started).Seconds()
	line := fmt.Sprintf("grading… %.1f s", took)
	if m.run.many {
		line = fmt.Sprintf("running it 100 times: %s %.1f s", bar(m.run.parts, parts, 2*parts), took)
	}
	out := " " + cyan.Render(line)
	if m.last != nil && m.last.err == nil {
		before := fmt.Sprintf("before: %s. %s", m.last.result.Verdict, m.last.result.Headline)
		out += "\n\n" + faint.Render(fold(clean(before), width, " "))
	}
	return out
}

func (m *Model) errorView(width int) string {
	if errors.Is(m.last.err, fs.ErrNotExist) {
		if _, err := os.Lstat(m.e.Stub); err != nil {
			return fold(filepath.Base(m.e.Stub)+" is not there. x brings the stub back.", width, " ")
		}
	}
	return " " + red.Bold(true).Render("NO VERDICT") + "\n" + fold(clean(m.last.err.Error()), width, "   ")
}

// badge is the verdict as a word, with what it took.
func (m *Model) badge() string {
	r := m.last.result
	return " " + verdictStyle(r.Verdict).Render(strings.ToUpper(string(r.Verdict))) +
		faint.Render(fmt.Sprintf("   %.1f s", r.Time.Seconds()))
}

// verdictView shows a verdict that is no pass, with the lines that matter.
func (m *Model) verdictView(width int) string {
	r := m.last.result
	out := []string{m.badge()}
	out = append(out, explain(r, m.last.text, m.e.Stub, width)...)
	if (r.Verdict == grade.Leak || r.Verdict == grade.Deadlock) && m.b.picture != nil {
		out = append(out, "", faint.Render(" v runs it once more and draws who waits, and for whom."))
	}
	return strings.Join(out, "\n")
}

// explain says in a few lines why an answer has not passed. text is the answer.
func explain(r grade.Result, text, stub string, width int) []string {
	out := []string{fold(clean(r.Headline), width, " ")}
	for _, d := range sentences(r.Details) {
		out = append(out, hang(clean(d), width, "   "))
	}
	if r.Verdict == grade.NoCompile {
		out = append(out, excerpt(text, lineOf(r, stub), width)...)
	}
	return out
}

// excerpt shows a line of the learner's text with its neighbours.
func excerpt(text string, line, width int) []string {
	all := lines(text)
	if line < 1 || line > len(all) {
		return nil
	}
	out := []string{""}
	for n := max(1, line-1); n <= min(len(all), line+1); n++ {
		mark := " "
		if n == line {
			mark = ">"
		}
		out = append(out, cut(fmt.Sprintf("%s %5d │ %s", mark, n, all[n-1]), width))
	}
	return out
}

// passView says what was proved, what comes next, and why the answer works.
func (m *Model) passView(width int) string {
	out := []string{m.badge(), fold(proved(m.last.result), width, " "), "", m.wayOn(width)}
	return strings.Join(append(out, why(m.e, width)...), "\n")
}

// why says why the answer works.
func why(e *course.Exercise, width int) []string {
	if e.Why == "" {
		return nil
	}
	out := []string{""}
	for _, p := range paragraphs("Why it works. " + e.Why) {
		out = append(out, fold(p, width, " "))
	}
	return out
}

// proved says what a pass proves.
func proved(r grade.Result) string {
	if !r.Race {
		return clean(r.Headline)
	}
	return fmt.Sprintf("Correct on %d runs, no race, no leak, under GOMAXPROCS 1, 2 and 4.", r.Runs)
}

// wayOn says what comes after a pass.
func (m *Model) wayOn(width int) string {
	var out []string
	next := m.next()
	if done, all := m.count(func(e *course.Exercise) bool { return e.Topic == m.e.Topic }); done == all && next != nil {
		out = append(out, fmt.Sprintf("All %d exercises of %s are passed.", all, m.topic().Title))
	}
	switch {
	case next == nil:
		out = append(out, whatNext(m.b.course)...)
	case next.Topic != m.e.Topic:
		out = append(out, fmt.Sprintf("n: on to %s. Its notes come first: %s/README.md", next.ID(), next.Topic))
	default:
		out = append(out, fmt.Sprintf("n: on to %s (%s, %s).", next.Name, next.Kind, next.Time))
	}
	return bold.Render(fold(strings.Join(out, "\n"), width, " "))
}

// whatNext says what comes when every exercise is passed.
func whatNext(c *course.Course) []string {
	out := []string{fmt.Sprintf("Every exercise is passed, all %d.", len(c.Exercises()))}
	if last := c.Topics[len(c.Topics)-1].Number; last < course.Levels[len(course.Levels)-1].Last {
		return append(out, "The topics after these are still being written: ROADMAP.md names them.")
	}
	if info, err := os.Stat(filepath.Join(c.Root, "projects")); err == nil && info.IsDir() {
		out = append(out, "Next come the three projects, real programs built from what you know: projects/.")
	}
	return append(out, "`go run . progress` shows which of the roadmap's criteria that proves.")
}
