package watch

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// clean takes out of a text whatever would move the cursor or change colors: a
// learner's program may print anything.
func clean(text string) string {
	text = ansi.Strip(strings.ReplaceAll(text, "\r\n", "\n"))
	text = strings.ReplaceAll(text, "\t", "    ")
	return strings.Map(func(r rune) rune {
		if r != '\n' && unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
}

// fold breaks the lines of a text at width and puts indent before each.
func fold(text string, width int, indent string) string {
	lines := strings.Split(ansi.Wrap(text, max(1, width-len(indent)), ""), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(indent+line, " ")
	}
	return strings.Join(lines, "\n")
}

// plain takes the marks out of a line of Markdown.
func plain(text string) string {
	text = codeOrLink.ReplaceAllStringFunc(text, func(found string) string { return unlinkOne(found, false) })
	return strings.NewReplacer("**", "", "`", "").Replace(text)
}

// codeOrLink is a piece of code, which may look like a link (`tasks[i](ctx)`),
// or a link, which may hold code.
var codeOrLink = regexp.MustCompile("(`[^`]*`)|(!?)\\[((?:[^\\]`]|`[^`]*`)*)\\]\\(([^)\\s]*)\\)")

// unlink leaves of links only their text: a terminal can't follow a path from one
// file to another. Those to the web stay as they are.
func unlink(text string) string {
	fenced := false
	var out strings.Builder
	for line := range strings.Lines(text) {
		if strings.HasPrefix(strings.TrimSpace(line), "```") {
			fenced = !fenced
		} else if !fenced {
			line = codeOrLink.ReplaceAllStringFunc(line, func(found string) string { return unlinkOne(found, true) })
		}
		out.WriteString(line)
	}
	return out.String()
}

func unlinkOne(found string, web bool) string {
	part := codeOrLink.FindStringSubmatch(found)
	code, picture, title, target := part[1], part[2], part[3], part[4]
	switch {
	case code != "", web && strings.Contains(target, "://"):
		return found
	case picture != "":
		return "(picture: " + title + ")"
	}
	return title
}

// hang is fold for text whose further lines stand two columns further in.
func hang(text string, width int, indent string) string {
	if line := indent + text; !strings.Contains(line, "\n") && ansi.StringWidth(line) <= width {
		return line
	}
	folded := fold(text, width, indent+"  ")
	return indent + strings.TrimPrefix(folded, indent+"  ")
}

var (
	// unfinished is a long line that ends in the middle of a sentence.
	unfinished = regexp.MustCompile(`^.{59,}[\p{L}\d,]$`)
	// located is a line that names a place in a file and stands for itself.
	located = regexp.MustCompile(`\.go:\d+`)
)

// sentences joins the lines of a test's message that were broken within a
// sentence: whoever wrote the test did not know how wide the screen is.
func sentences(lines []string) []string {
	var out []string
	for i, line := range lines {
		if i > 0 && unfinished.MatchString(lines[i-1]) && line != "" && line[0] != ' ' && line[0] != '\t' &&
			!located.MatchString(lines[i-1]) && !located.MatchString(line) {
			out[len(out)-1] += " " + line
		} else {
			out = append(out, line)
		}
	}
	return out
}

// paragraphs splits Markdown into its paragraphs and list items, without marks,
// each on one line. Lines of code stay apart.
func paragraphs(text string) []string {
	var all []string
	current := ""
	flush := func() {
		if current = strings.TrimSpace(current); current != "" {
			all = append(all, plain(current))
		}
		current = ""
	}
	fenced := false
	for line := range strings.Lines(text) {
		trimmed := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(trimmed, "```"):
			flush()
			fenced = !fenced
		case fenced:
			all = append(all, "    "+strings.TrimRight(clean(line), "\n"))
		case trimmed == "":
			flush()
		default:
			if item, ok := cutItem(trimmed); ok {
				flush()
				trimmed = "- " + item
			}
			current += " " + trimmed
		}
	}
	flush()
	return all
}

func cutItem(line string) (string, bool) {
	if item, ok := strings.CutPrefix(line, "- "); ok {
		return item, true
	}
	return strings.CutPrefix(line, "* ")
}

// lineIn finds the line of a file that a text names, "gather.go:12"; 0 if it
// names none.
func lineIn(text, file string) int {
	_, after, ok := strings.Cut(text, filepath.Base(file)+":")
	if !ok {
		return 0
	}
	end := strings.IndexFunc(after, func(r rune) bool { return r < '0' || r > '9' })
	if end < 0 {
		end = len(after)
	}
	n, _ := strconv.Atoi(after[:end])
	return n
}

// raceReports cuts the race detector's reports out of what the tests printed;
// empty if there is none.
func raceReports(raw string) string {
	const mark = "WARNING: DATA RACE"
	var all []string
	for part := range strings.SplitSeq(raw, "==================") {
		if strings.Contains(part, mark) {
			all = append(all, strings.Trim(part, "\n"))
		}
	}
	return strings.Join(all, "\n\n")
}
