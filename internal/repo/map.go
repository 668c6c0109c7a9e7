package repo

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// mapped is the name of a topic or project, as the map writes it.
var mapped = regexp.MustCompile(`\b\d\d-[a-z][a-z0-9-]*\b|\bprojects/[a-z][a-z-]*\b`)

// Map checks the two documents that show the whole course. What exists is
// linked there and not called planned; a name of what does not exist stands in
// a line that says planned.
func Map(t *Tree) []Problem {
	var problems []Problem
	for _, file := range []string{"README.md", "ROADMAP.md"} {
		if !t.has(file) {
			problems = append(problems, Problem{File: file, Text: "is missing"})
			continue
		}
		linked := map[string]bool{}
		for _, l := range t.doc(file).links {
			linked[path.Clean(strings.TrimSuffix(l.target, "/README.md"))] = true
		}
		for _, name := range t.written() {
			if !linked[name] {
				problems = append(problems, Problem{File: file, Text: fmt.Sprintf("the map does not link %s, which exists: write [%s](%s/README.md)", name, name, name)})
			}
		}
		problems = append(problems, t.planned(file)...)
	}
	return problems
}

// written returns the topics and projects that exist: that have a README.md.
func (t *Tree) written() []string {
	names := t.topics()
	for _, f := range t.files {
		if ok, _ := path.Match("projects/*/README.md", f); ok {
			names = append(names, path.Dir(f))
		}
	}
	return names
}

// planned checks the rows of the tables: a row is planned when what it names is
// not there, and only then.
func (t *Tree) planned(file string) []Problem {
	var problems []Problem
	for i, line := range t.doc(file).lines {
		if !strings.HasPrefix(line, "|") {
			continue
		}
		for _, name := range mapped.FindAllString(line, 1) {
			planned := strings.Contains(line, "planned")
			switch exists := slices.Contains(t.written(), name); {
			case exists && planned:
				problems = append(problems, Problem{file, i + 1, fmt.Sprintf("%s exists: this row must not call it planned", name)})
			case !exists && !planned:
				problems = append(problems, Problem{file, i + 1, fmt.Sprintf("%s does not exist: this row must say planned", name)})
			}
		}
	}
	return problems
}
