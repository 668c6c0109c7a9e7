package repo

import (
	"fmt"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"example.com/mastery/internal/predict"
)

const (
	minPredicts = 5 // programs a topic
	minVerdicts = 3 // different verdicts among them
)

// Predicts checks the what-does-this-do programs of every topic: there are
// enough of them, of different verdicts, each announces its answer, and each
// stands in the notes' section Check yourself: the program up to the answer, a
// question, and the folded answer, which ends with the program's Why word for
// word. That the announced answer is what happens, internal/predict proves.
func Predicts(t *Tree) []Problem {
	var problems []Problem
	for _, topic := range t.topics() {
		dir := topic + "/examples/testdata/predict"
		programs, err := predict.Load(filepath.Join(t.Root, topic))
		if err != nil {
			problems = append(problems, Problem{File: dir, Text: "a program can't be read: " + strings.TrimPrefix(err.Error(), t.Root+string(filepath.Separator))})
			continue
		}
		verdicts := map[predict.Verdict]bool{}
		for _, p := range programs {
			verdicts[p.Verdict] = true
			problems = append(problems, t.checkYourself(topic+"/README.md", p)...)
		}
		switch {
		case len(programs) < minPredicts:
			problems = append(problems, Problem{File: dir, Text: fmt.Sprintf("has %d programs: write at least %d", len(programs), minPredicts)})
		case len(verdicts) < minVerdicts:
			problems = append(problems, Problem{File: dir, Text: fmt.Sprintf("its programs have %d different verdicts: ask for at least %d", len(verdicts), minVerdicts)})
		}
	}
	return sorted(problems)
}

// checkYourself looks for the program in the section Check yourself.
func (t *Tree) checkYourself(notes string, p predict.Program) []Problem {
	file := t.from(p.File)
	doc := t.doc(notes)
	from, to, ok := doc.section("Check yourself")
	if !ok {
		return nil // rule Notes reports it
	}
	name := path.Base(file)
	shown := slices.IndexFunc(doc.fences, func(f fence) bool {
		return f.line >= from && f.line < to && f.lang == "go" && linkedFile(notes, doc.above(f)) == file
	})
	if shown < 0 {
		link := strings.TrimPrefix(file, path.Dir(notes)+"/")
		return []Problem{{notes, from - 1, fmt.Sprintf("Check yourself does not ask %s: link it, `[%s](%s)`, and show it in a go block up to its answer", name, name, link)}}
	}
	f := doc.fences[shown]
	body := strings.TrimSpace(strings.Join(f.body, "\n"))
	if !strings.HasSuffix(strings.TrimSpace(p.Source), body) || !strings.Contains(body, "func main()") {
		return []Problem{{notes, f.line, fmt.Sprintf("show %s from `func main` or further up to the last line before its answer", name)}}
	}
	end := to // of this question: where the next program is shown
	for _, next := range doc.fences[shown+1:] {
		if next.lang == "go" && next.line < end {
			end = next.line
		}
	}
	before, after := doc.lines[from-1:f.line-1], doc.lines[min(f.line+len(f.body)+1, end-1):end-1]
	if complaint := judgeAnswer(before, after, p); complaint != "" {
		return []Problem{{notes, f.line, fmt.Sprintf("the question about %s: %s", name, complaint)}}
	}
	return nil
}

// judgeAnswer says what is wrong with a question's folded answer, or "".
func judgeAnswer(before, after []string, p predict.Program) string {
	open := slices.Index(after, "<details><summary>Answer</summary>")
	if open < 0 {
		return "no line `<details><summary>Answer</summary>` follows"
	}
	length := slices.Index(after[open:], "</details>")
	if length < 0 {
		return "its answer is not closed by a line `</details>`"
	}
	asked := slices.ContainsFunc(after[:open], asks)
	for i := len(before) - 1; i >= 0 && !asked && before[i] != "</details>"; i-- {
		asked = asks(before[i]) // asked above the program, or in its heading
	}
	if !asked {
		return "it asks nothing: write the question, with its question mark, above the answer"
	}
	text := oneLine(strings.Join(after[open+1:open+length], "\n"))
	bold := "**" + string(p.Verdict) + "**"
	body, ok := strings.CutPrefix(text, bold)
	if !ok {
		return fmt.Sprintf("its answer must begin with the verdict in bold, %s", bold)
	}
	if !strings.HasSuffix(plainCode(body), plainCode(p.Why)) {
		return fmt.Sprintf("its answer must end with the program's Why, word for word: %q", p.Why)
	}
	return ""
}

func asks(line string) bool { return strings.Contains(line, "?") }

// plainCode drops the backquotes, which the notes may add to the Why.
func plainCode(text string) string { return strings.ReplaceAll(text, "`", "") }

// oneLine puts one blank in the place of each run of blanks and line ends.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
