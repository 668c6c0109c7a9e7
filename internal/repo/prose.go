package repo

import (
	"fmt"
	"go/ast"
	"regexp"
	"strings"
)

// unwanted are the words that we don't use in prose, each with the reason.
var unwanted = []struct {
	words  *regexp.Regexp
	reason string
}{
	{
		regexp.MustCompile(`(?i)\b(simply|just|easy|easily|obviously|trivially)\b`),
		"it tells a reader who is stuck that the fault is theirs: leave it out, or say what happens",
	},
	{
		regexp.MustCompile(`(?i)\b(blazing(ly)?|lightning[- ]fast|super[- ]?fast|seamless(ly)?|effortless(ly)?|cutting[- ]edge|state[- ]of[- ]the[- ]art|world[- ]class|game[- ]chang(er|ing)|supercharged?|revolutionary)\b`),
		"it praises without saying anything: give the number and the command that made it",
	},
	{
		regexp.MustCompile(`[\x{1F000}-\x{1FAFF}\x{2705}\x{274C}\x{26A0}\x{2728}\x{2B50}\x{2757}\x{FE0F}]`),
		"say it in words",
	},
}

// quoted is speech: the words in it are somebody else's.
var quoted = regexp.MustCompile(`"[^"]*"|“[^”]*”`)

// Prose checks the words of every document, and of every comment in Go files,
// but for code and for what stands in quotation marks.
func Prose(t *Tree) []Problem {
	var problems []Problem
	for _, file := range t.documents() {
		for _, p := range t.doc(file).prose {
			problems = append(problems, judgeWords(file, p)...)
		}
	}
	for _, file := range t.goFiles() {
		parsed, err := t.parse(file)
		if err != nil {
			continue // the compiler says so
		}
		for _, group := range parsed.Comments {
			problems = append(problems, judgeWords(file, passage{commentText(group), t.line(group.Pos())})...)
		}
	}
	return sorted(problems)
}

// commentText is like CommentGroup.Text but keeps every line where it is.
func commentText(group *ast.CommentGroup) string {
	var lines []string
	for _, c := range group.List {
		lines = append(lines, strings.TrimPrefix(c.Text, "//"))
	}
	return strings.Join(lines, "\n")
}

func judgeWords(file string, p passage) []Problem {
	// A quotation keeps its line ends, so that lines can be counted.
	text := quoted.ReplaceAllStringFunc(p.text, func(q string) string {
		return strings.Repeat("\n", strings.Count(q, "\n"))
	})
	var problems []Problem
	for i, line := range strings.Split(text, "\n") {
		for _, u := range unwanted {
			for _, word := range u.words.FindAllString(line, -1) {
				problems = append(problems, Problem{file, p.line + i, fmt.Sprintf("we don't write %q: %s", word, u.reason)})
			}
		}
	}
	return problems
}
