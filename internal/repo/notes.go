package repo

import (
	"fmt"
	"slices"
	"strings"

	"example.com/mastery/internal/course"
)

// Sections are the second-level headings of a topic's notes, in this order.
var Sections = []string{
	"What you will be able to do",
	"The idea in one picture",
	"How Go does it",
	"Patterns",
	"Pitfalls",
	"What it costs",
	"In the wild",
	"Exercises",
	"Check yourself",
	"Further reading",
}

// Notes checks the notes of each topic: one title, the Sections in order, none
// of them empty, and no other section beside them.
func Notes(t *Tree) []Problem {
	var problems []Problem
	for _, topic := range t.topics() {
		file := topic + "/README.md"
		problems = append(problems, t.title(file)...)
		problems = append(problems, t.sections(file)...)
	}
	return sorted(problems)
}

func (t *Tree) title(file string) []Problem {
	doc := t.doc(file)
	titles := slices.Collect(func(yield func(heading) bool) {
		for _, h := range doc.headings {
			if h.level == 1 && !yield(h) {
				return
			}
		}
	})
	if len(titles) == 1 && titles[0].line == 1 {
		return nil
	}
	return []Problem{{file, 1, "the notes begin with one title, `# Goroutines`, and have no other heading of the first level"}}
}

func (t *Tree) sections(file string) []Problem {
	var problems []Problem
	doc := t.doc(file)
	next := 0
	for _, h := range doc.headings {
		if h.level != 2 {
			continue
		}
		at := slices.Index(Sections, h.text)
		switch {
		case at < 0:
			problems = append(problems, Problem{file, h.line, fmt.Sprintf("%q is no section of the notes%s; make it a ### below one of them", h.text, suggest(h.text, Sections))})
		case at < next:
			problems = append(problems, Problem{file, h.line, fmt.Sprintf("%q stands too late, or twice: the order is %s", h.text, strings.Join(Sections, " · "))})
		default:
			for _, missing := range Sections[next:at] {
				problems = append(problems, Problem{file, h.line, fmt.Sprintf("the section %q is missing before this one", missing)})
			}
			next = at + 1
		}
	}
	for _, missing := range Sections[next:] {
		problems = append(problems, Problem{file, len(doc.lines), fmt.Sprintf("the section %q is missing", missing)})
	}
	return append(problems, t.emptySections(file)...)
}

func (t *Tree) emptySections(file string) []Problem {
	var problems []Problem
	doc := t.doc(file)
	for _, title := range Sections {
		from, to, ok := doc.section(title)
		if ok && strings.TrimSpace(strings.Join(doc.lines[from-1:to-1], "")) == "" {
			problems = append(problems, Problem{file, from - 1, fmt.Sprintf("the section %q is empty", title)})
		}
	}
	return problems
}

// suggest names what may have been meant.
func suggest(name string, known []string) string {
	lower := map[string]string{}
	var candidates []string
	for _, k := range known {
		lower[strings.ToLower(k)] = k
		candidates = append(candidates, strings.ToLower(k))
	}
	slices.Sort(candidates)
	if near := course.Nearest(name, candidates); len(near) > 0 {
		return fmt.Sprintf("; did you mean %q?", lower[near[0]])
	}
	return ""
}
