package course

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
)

// The parts of exercises/README.md that a program reads. CONTRIBUTING.md shows
// the whole form.
var (
	kindLine = regexp.MustCompile(`^(warm-up|build|fix|challenge) · (.+?) · \[[^\]]+\]\([^)]+\)$`)
	folded   = regexp.MustCompile(`^<details><summary>(.+)</summary>$`)
	link     = regexp.MustCompile(`\[([^\]]+)\]\(([^)]+)\)`)

	// exerciseName keeps names to what can stand in a file's and in a test's
	// name, and be typed.
	exerciseName = regexp.MustCompile(`^[a-z][a-z0-9]*$`)
)

const (
	readFirst = "Read first: "
	runLine   = "Run: "
	whenFails = "When it fails: "
	whyTitle  = "Why it works"
)

// parseExercises reads exercises/README.md of a topic: one exercise for every
// second-level heading.
func parseExercises(text, topic string) ([]*Exercise, error) {
	var all []*Exercise
	var current *Exercise
	var body []string
	finish := func() error {
		if current == nil {
			return nil
		}
		if err := current.parse(body); err != nil {
			return fmt.Errorf("%s: %w", current.Name, err)
		}
		all = append(all, current)
		return nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimSuffix(line, "\r")
		name, heading := strings.CutPrefix(line, "## ")
		if !heading {
			body = append(body, line)
			continue
		}
		if err := finish(); err != nil {
			return nil, err
		}
		current, body = &Exercise{Topic: topic, Name: strings.TrimSpace(name), Fails: map[string]Link{}}, nil
		if !exerciseName.MatchString(current.Name) {
			return nil, fmt.Errorf("the heading %q: a second-level heading is an exercise's name, in lower-case letters and digits", line)
		}
		if slices.ContainsFunc(all, func(e *Exercise) bool { return e.Name == current.Name }) {
			return nil, fmt.Errorf("%s: there are two exercises of this name", current.Name)
		}
	}
	if err := finish(); err != nil {
		return nil, err
	}
	return all, nil
}

// parse reads the lines below the exercise's heading.
func (e *Exercise) parse(lines []string) error {
	var task []string
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if match := folded.FindStringSubmatch(line); match != nil {
			end := i + 1
			for end < len(lines) && lines[end] != "</details>" && !folded.MatchString(lines[end]) {
				end++
			}
			if end == len(lines) || lines[end] != "</details>" {
				return fmt.Errorf("%q is not closed with </details> on a line of its own", match[1])
			}
			e.fold(match[1], strings.TrimSpace(strings.Join(lines[i+1:end], "\n")))
			i = end
			continue
		}
		if !e.field(line) {
			task = append(task, line)
		}
	}
	e.Task = strings.TrimSpace(strings.Join(task, "\n"))
	if e.Kind == "" {
		return fmt.Errorf("no line `kind · minutes · [%s.go](%[1]s.go)` below its heading", e.Name)
	}
	return nil
}

// fold takes a folded part: a hint, or why the answer works.
func (e *Exercise) fold(title, text string) {
	if title == whyTitle {
		e.Why = text
		return
	}
	if _, after, ok := strings.Cut(title, ": "); ok {
		title = after
	}
	e.Hints = append(e.Hints, Hint{Title: title, Text: text})
}

// field takes a line that is for programs as much as for readers, and reports
// whether it was one.
func (e *Exercise) field(line string) bool {
	if match := kindLine.FindStringSubmatch(strings.TrimRight(line, " ")); match != nil && e.Kind == "" {
		e.Kind, e.Time = match[1], match[2]
		return true
	}
	if rest, ok := strings.CutPrefix(line, readFirst); ok {
		if links := e.links(rest); len(links) > 0 {
			e.Read = links[0]
		}
		return true
	}
	if rest, ok := strings.CutPrefix(line, whenFails); ok {
		for _, l := range e.links(rest) {
			verdict, title, ok := strings.Cut(l.Title, ": ")
			if ok {
				e.Fails[verdict] = Link{Title: title, Path: l.Path}
			}
		}
		return true
	}
	return strings.HasPrefix(line, runLine)
}

// links returns the Markdown links in line, their targets made relative to the
// repository's root. An address on the web stays as it is.
func (e *Exercise) links(line string) []Link {
	var found []Link
	for _, match := range link.FindAllStringSubmatch(line, -1) {
		target := match[2]
		if !strings.Contains(target, "://") {
			target = path.Join(e.Topic, "exercises", target)
		}
		found = append(found, Link{Title: match[1], Path: target})
	}
	return found
}
