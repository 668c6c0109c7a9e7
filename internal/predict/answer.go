package predict

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
)

// announceable are the verdicts that an answer may hold.
var announceable = []Verdict{Prints, Orders, Deadlocks, Panics, Races, Leaks}

// An answer is the comment block at a program's end, while it is read.
type answer struct {
	file   string
	fields map[string]int // by name: the line it begins at
	text   map[string][]string
}

// parse splits a file into program and answer.
func parse(file, text string) (Program, error) {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	p := Program{File: file, Name: strings.TrimSuffix(filepath.Base(file), ".go")}
	title, ok := strings.CutPrefix(lines[0], "// "+p.Name+": ")
	if p.Title = strings.TrimSpace(title); !ok || p.Title == "" {
		return p, fmt.Errorf("%s:1: the first line must be `// %s: ` and the question's short title", file, p.Name)
	}
	start := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "// Verdict:") })
	if start < 0 {
		return p, fmt.Errorf("%s:%d: no answer: end the file with a comment that begins `// Verdict: `", file, len(lines))
	}
	p.Source = strings.TrimRight(strings.Join(lines[:start], "\n"), "\n ") + "\n"
	a := answer{file: file, fields: map[string]int{}, text: map[string][]string{}}
	if err := a.read(lines, start); err != nil {
		return p, err
	}
	return p, a.fill(&p)
}

// read takes the lines of the answer, which begins at lines[start] and must go
// on to the end of the file.
func (a *answer) read(lines []string, start int) error {
	end := len(lines)
	for end > start && strings.TrimSpace(lines[end-1]) == "" {
		end--
	}
	current := ""
	for i := start; i < end; i++ {
		line, ok := strings.CutPrefix(lines[i], "//")
		if !ok {
			return a.errorf(i, "the answer must be one comment block at the end of the file, this line is not part of it")
		}
		line = strings.TrimRight(strings.TrimPrefix(line, " "), " \t")
		name, rest, ok := field(line)
		if !ok {
			if current == "Verdict" || current == "Panic" {
				return a.errorf(i, "%s has one line; after it comes `Output:`, `Panic: ` or `Why: `", current)
			}
			a.text[current] = append(a.text[current], line)
			continue
		}
		if at, ok := a.fields[name]; ok {
			return a.errorf(i, "a second %s: the first is in line %d", name, at+1)
		}
		if name == "Output" && rest != "" {
			return a.errorf(i, "write what it prints into the lines below `// Output:`, not behind it")
		}
		current = name
		a.fields[name] = i
		if rest != "" {
			a.text[name] = append(a.text[name], rest)
		}
	}
	return nil
}

// field splits the first line of a part of the answer into its name and what
// follows.
func field(line string) (name, rest string, ok bool) {
	name, rest, ok = strings.Cut(line, ":")
	return name, strings.TrimSpace(rest), ok && slices.Contains([]string{"Verdict", "Output", "Panic", "Why"}, name)
}

// errorf names the line with index i.
func (a *answer) errorf(i int, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", a.file, i+1, fmt.Sprintf(format, args...))
}

// fill puts what was read into p, and refuses what does not fit together.
func (a *answer) fill(p *Program) error {
	p.Verdict = Verdict(strings.Join(a.text["Verdict"], ""))
	p.Output = a.text["Output"]
	p.Panic = strings.Join(a.text["Panic"], "")
	p.Why = strings.Join(strings.Fields(strings.Join(a.text["Why"], " ")), " ")
	verdict := a.fields["Verdict"]
	if !slices.Contains(announceable, p.Verdict) {
		return a.errorf(verdict, "there is no verdict %q: it is one of %s", p.Verdict, words(announceable))
	}
	if p.Verdict == Prints && len(p.Output) == 0 {
		return a.errorf(verdict, "a program that prints needs `// Output:` and what it prints below it")
	}
	if p.Verdict == Orders && len(p.Output) < 2 {
		return a.errorf(verdict, "a program with several orders needs `// Output:` and at least two lines below it")
	}
	if at, ok := a.fields["Panic"]; ok && (p.Verdict != Panics || p.Panic == "") {
		return a.errorf(at, "`// Panic: ` and a part of its message belong to the verdict panics")
	}
	if p.Why == "" {
		return a.errorf(verdict, "the answer needs `// Why: ` and a reason")
	}
	return nil
}

// words joins verdicts as prose does.
func words(verdicts []Verdict) string {
	var all []string
	for _, v := range verdicts {
		all = append(all, string(v))
	}
	return strings.Join(all, ", ")
}
