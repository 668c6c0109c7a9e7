package repo

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
)

// Outputs runs the commands that the documents show output of, and compares. A
// text block is an output when the line above its fence says so; the sh block
// nearest above it holds the command:
//
//	<!-- output -->            the output is exactly this
//	<!-- output: any order --> these lines, in any order
//	<!-- output: measured -->  numbers differ from run to run: each counts as #
//	<!-- output: part -->      these lines in this order, with others between
//
// Kinds combine: `output: part, measured`. Output is what a terminal shows, both
// streams. The repository's path in it is written as `.`, Go's as `$GOROOT`.
// Blanks at the ends of lines and around the block do not count.
//
// Each command is run from the root, through sh; on Windows none is. One whose
// output differs is run twice more and must print the block both times: on a
// busy machine the scheduler may for once do what it hardly ever does. What
// a command prints that grades exercises depends on how far the learner is: such
// commands are run only while all stubs are as they came.
func Outputs(t *Tree) []Problem {
	var problems []Problem
	var blocks []output
	for _, file := range t.documents() {
		found, wrong := t.outputs(file)
		blocks = append(blocks, found...)
		problems = append(problems, wrong...)
	}
	if runtime.GOOS == "windows" {
		return sorted(problems)
	}
	pristine := t.pristine()
	var commands []string
	for _, b := range blocks {
		if pristine || !personal(b.command) {
			commands = append(commands, b.command)
		}
	}
	slices.Sort(commands)
	printed := runAll(t.Root, slices.Compact(commands))
	for _, b := range blocks {
		got, ok := printed[b.command]
		if !ok {
			continue
		}
		if complaint := b.compare(got); complaint != "" && !b.usual(t.Root) {
			problems = append(problems, Problem{b.file, b.line, complaint})
		}
	}
	return sorted(problems)
}

// usual reports whether the command prints the block in each of two runs.
func (o output) usual(root string) bool {
	for range 2 {
		if o.compare(run(root, o.command)) != "" {
			return false
		}
	}
	return true
}

// output is an output block of a document.
type output struct {
	file    string
	line    int
	command string
	want    []string
	kinds   []string
}

var (
	outputMark  = regexp.MustCompile(`^\s*<!-- output(?:: (.+?))? -->\s*$`)
	outputKinds = []string{"any order", "measured", "part"}
)

// outputs returns the output blocks of a document, and what is wrong with them
// before any command is run.
func (t *Tree) outputs(file string) (blocks []output, problems []Problem) {
	doc := t.doc(file)
	command := ""
	for _, f := range doc.fences {
		if f.lang == "sh" {
			command = strings.Join(f.body, "\n")
		}
		if f.lang != "text" {
			continue
		}
		mark := outputMark.FindStringSubmatch(doc.lines[max(0, f.line-2)])
		complaint := ""
		var kinds []string
		if mark != nil && mark[1] != "" {
			kinds = strings.Split(mark[1], ", ")
		}
		unknown := slices.IndexFunc(kinds, func(k string) bool { return !slices.Contains(outputKinds, k) })
		switch {
		case mark == nil && topicOf(file) == "":
			continue // the root's documents may show what they like
		case mark == nil:
			complaint = "this text block is not marked: write `<!-- output -->`, or `<!-- output: any order -->`, `measured` or `part`, in the line above the fence; if no command prints it, fence it without a language"
		case command == "":
			complaint = "no sh block above this output says what prints it"
		case unknown >= 0:
			complaint = fmt.Sprintf("there is no kind of output %q: the kinds are %s", kinds[unknown], strings.Join(outputKinds, ", "))
		}
		if complaint != "" {
			problems = append(problems, Problem{file, f.line, complaint})
			continue
		}
		blocks = append(blocks, output{file, f.line, command, f.body, kinds})
	}
	return blocks, problems
}

// personal reports whether what a command prints depends on the learner's files.
func personal(command string) bool {
	return strings.Contains(command, "/exercises") || strings.Contains(command, "go run . ")
}

// pristine reports whether all stubs are as they came, and nothing was graded.
func (t *Tree) pristine() bool {
	if _, err := os.Stat(filepath.Join(t.Root, ".mastery", "progress")); err == nil {
		return false
	}
	return !slices.ContainsFunc(t.Course.Exercises(), t.filled)
}

// compare says how an output differs from what the document shows, or "".
func (o output) compare(printed string) string {
	want, got := o.normal(o.want), o.normal(strings.Split(printed, "\n"))
	if slices.Contains(o.kinds, "part") {
		return o.missing(want, got)
	}
	if slices.Contains(o.kinds, "any order") {
		slices.Sort(want)
		slices.Sort(got)
	}
	if slices.Equal(want, got) {
		return ""
	}
	at := 0
	for at < len(want) && at < len(got) && want[at] == got[at] {
		at++
	}
	return fmt.Sprintf("`%s` prints something else. First difference, shown: %q, printed: %q. All it printed:\n%s",
		o.command, lineAt(want, at), lineAt(got, at), indent(printed))
}

// missing looks for the lines of want in got, in order.
func (o output) missing(want, got []string) string {
	next := 0
	for _, line := range got {
		if next < len(want) && line == want[next] {
			next++
		}
	}
	for next < len(want) && want[next] == "" {
		next++
	}
	if next == len(want) {
		return ""
	}
	return fmt.Sprintf("`%s` does not print %q (after the lines shown above it). It printed:\n%s",
		o.command, want[next], indent(strings.Join(got, "\n")))
}

// normal returns the lines as they are compared.
func (o output) normal(lines []string) []string {
	var normal []string
	for _, line := range lines {
		if line = strings.TrimRight(line, " \t\r"); slices.Contains(o.kinds, "measured") {
			line = mask(line)
		}
		normal = append(normal, line)
	}
	for len(normal) > 0 && normal[0] == "" {
		normal = normal[1:]
	}
	for len(normal) > 0 && normal[len(normal)-1] == "" {
		normal = normal[:len(normal)-1]
	}
	return normal
}

var (
	number = regexp.MustCompile(`[-+]?(0x[0-9a-f]+|\d[\d,]*(\.\d+)?(e[-+]\d+)?)`)
	unit   = regexp.MustCompile(`#( ?)(ns|µs|us|ms|s|m|h)\b`)
	period = regexp.MustCompile(`(#T)+`)
	size   = regexp.MustCompile(`#( ?)(B|kB|KB|KiB|MB|MiB|GB|GiB)\b`)
	blanks = regexp.MustCompile(`[ \t]+`)
)

// mask puts one sign in the place of every number, whatever its width and
// whatever unit of time or size it comes with.
func mask(line string) string {
	line = number.ReplaceAllString(blanks.ReplaceAllString(line, " "), "#")
	line = period.ReplaceAllString(unit.ReplaceAllString(line, "#${1}T"), "#T")
	return strings.TrimSpace(size.ReplaceAllString(line, "#${1}B"))
}

func indent(text string) string {
	return "\t" + strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", "\n\t")
}
