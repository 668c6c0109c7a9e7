package watch

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
	"unicode"

	"charm.land/glamour/v2"
	"charm.land/glamour/v2/styles"
	"github.com/charmbracelet/x/ansi"
	"github.com/dlclark/regexp2"
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

var (
	comments = regexp.MustCompile(`(?s)<!--.*?-->\n?`)
	summary  = regexp.MustCompile(`<summary>(.*?)</summary>`)
	tags     = regexp.MustCompile(`</?(?:details|summary)>`)
)

// highlighted is when code was last colored, in Unix nanoseconds.
var highlighted atomic.Int64

// stopHighlighting ends the goroutine that the highlighter's regular expressions
// leave running for a second or two: it is their clock.
func stopHighlighting() {
	if time.Since(time.Unix(0, highlighted.Load())) < 3*time.Second {
		regexp2.StopTimeoutClock()
	}
}

// markdown renders a text for the terminal. If it can't be rendered it is
// shown as it is.
func markdown(text string, p paper) string {
	defer func() { highlighted.Store(time.Now().UnixNano()) }()
	text = comments.ReplaceAllString(text, "")
	text = unwrap(unlink(tags.ReplaceAllString(summary.ReplaceAllString(text, "\n**$1**\n"), "")))
	style := styles.LightStyle
	switch {
	case !p.colors:
		style = styles.NoTTYStyle
	case p.dark:
		style = styles.DarkStyle
	}
	r, err := glamour.NewTermRenderer(glamour.WithStandardStyle(style), glamour.WithWordWrap(min(p.width, readable)-2))
	if err != nil {
		return fold(clean(text), p.width, "  ")
	}
	out, err := r.Render(text)
	if err != nil {
		return fold(clean(text), p.width, "  ")
	}
	lines := strings.Split(strings.Trim(out, "\n"), "\n")
	for i, line := range lines {
		if p.width > 0 && ansi.StringWidth(line) > p.width {
			lines[i] = ansi.Truncate(line, p.width, "…") // code is not wrapped
		}
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

var (
	// startsBlock is a line of Markdown that does not go on with the one before.
	startsBlock = regexp.MustCompile("^(?:$|#|```|\\s*[-*+] |\\s*\\d+[.)] |>|\\||\t| {4})")
	// endsBlock is a line that the next one does not go on with.
	endsBlock = regexp.MustCompile("^(?:$|#|```|>|\\||\t| {4})")
)

// unwrap joins the lines of each paragraph: glamour keeps line ends in lists.
func unwrap(text string) string {
	var out strings.Builder
	fenced, open := false, false // open: the next line may go on with this one
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \r\n")
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
		}
		switch {
		case open && !fenced && !startsBlock.MatchString(line):
			out.WriteString(" " + strings.TrimSpace(line))
		case out.Len() > 0:
			out.WriteString("\n" + line)
		default:
			out.WriteString(line)
		}
		open = !fenced && !endsBlock.MatchString(line)
	}
	return out.String()
}

// hang is fold for text whose further lines stand two columns further in.
func hang(text string, width int, indent string) string {
	if line := indent + text; !strings.Contains(line, "\n") && ansi.StringWidth(line) <= width {
		return line
	}
	folded := fold(text, width, indent+"  ")
	return indent + strings.TrimPrefix(folded, indent+"  ")
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
