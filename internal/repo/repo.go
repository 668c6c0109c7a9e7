// Package repo holds the repository's own rules: how a topic is laid out, who
// may import whom, that what the notes show is what the programs are and print,
// that every link leads somewhere. Its tests hold the rules against this
// repository; what a rule says is written for the author who broke it.
//
// A rule holds for what is there. A topic that is not written yet breaks none.
package repo

import (
	"cmp"
	"fmt"
	"slices"
)

// A Problem is one place that breaks a rule.
type Problem struct {
	File string // from the repository's root, slash-separated
	Line int    // 0: the file as a whole
	Text string // what is wrong there, and what to write instead
}

// String returns the problem as compilers print theirs, for editors to jump to.
func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Text
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Text)
}

// A Rule is one thing that the repository promises about itself.
type Rule struct {
	Name  string
	Says  string // the promise, in one line
	Check func(*Tree) []Problem
}

// Rules are all the rules, the cheap ones first.
var Rules = []Rule{
	{"Layout", "a topic holds the files and folders that DESIGN draws, and nothing else", Layout},
	{"Map", "README.md and ROADMAP.md link every topic that exists and mark the others as planned", Map},
	{"Imports", "imports go down: machinery and topics apart, a library only to lower topics", Imports},
	{"Exercises", "every exercise has all its parts, and each part its form", Exercises},
	{"Predicts", "every predict program has its answer block, and stands in Check yourself", Predicts},
	{"Notes", "the notes have their sections, in order", Notes},
	{"Excerpts", "a go block in the notes is part of the file it links", Excerpts},
	{"Links", "every relative link and every anchor resolves", Links},
	{"Commands", "a command in the documents names what exists", Commands},
	{"Idioms", "no idiom that newer Go has made obsolete", Idioms},
	{"Leaks", "every package with tests checks for leaked goroutines", Leaks},
	{"Prose", "none of the words that talk down to a reader, no hype, no emoji", Prose},
	{"Outputs", "an output block is what the command above it prints", Outputs},
}

// sorted returns the problems in the order of file and line.
func sorted(problems []Problem) []Problem {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
	return problems
}
