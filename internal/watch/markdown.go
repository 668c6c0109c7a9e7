package watch

import (
	"regexp"
	"strings"
	"sync/atomic"
	"time"

	"charm.land/glamour/v2"
	markup "charm.land/glamour/v2/ansi"
	"charm.land/glamour/v2/styles"
	"github.com/charmbracelet/x/ansi"
	"github.com/dlclark/regexp2"
)

var (
	comments = regexp.MustCompile(`(?s)<!--.*?-->\n?`)
	diagram  = regexp.MustCompile("(?s)```mermaid\n.*?\n```")
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
	text = diagram.ReplaceAllString(text, "(Here is a diagram. A browser shows it.)")
	width := min(p.width, readable) - 2
	text = unlink(unwrap(tags.ReplaceAllString(summary.ReplaceAllString(text, "\n**$1**\n"), "")))
	text = listWideTables(text, width-4)
	style := styles.NoTTYStyleConfig
	if p.colors {
		style = ownColors()
	}
	r, err := glamour.NewTermRenderer(glamour.WithStyles(style), glamour.WithChromaFormatter("terminal16"),
		glamour.WithWordWrap(width))
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

// ownColors is a style of the terminal's own colors, like the rest of the
// screen: nobody has to find out whether its background is light or dark.
func ownColors() markup.StyleConfig {
	none, yes := "", true
	cyan, grey := "6", "8"
	s := styles.DarkStyleConfig
	s.Document.Color, s.Image.Color, s.ImageText.Color, s.HorizontalRule.Color = nil, nil, nil, &grey
	s.Heading.Color, s.Heading.Bold = &cyan, &yes
	s.H1 = markup.StyleBlock{StylePrimitive: markup.StylePrimitive{Prefix: "# "}}
	s.H6 = markup.StyleBlock{StylePrimitive: markup.StylePrimitive{Prefix: "###### "}}
	s.Link, s.LinkText = markup.StylePrimitive{Underline: &yes}, markup.StylePrimitive{Bold: &yes}
	s.Code = markup.StyleBlock{StylePrimitive: markup.StylePrimitive{Color: &cyan}}
	// These are the names that the 16-color formatter has for the terminal's
	// magenta, green, cyan and grey.
	color := func(name string) markup.StylePrimitive { return markup.StylePrimitive{Color: &name} }
	s.CodeBlock.Color, s.CodeBlock.Theme = nil, none
	s.CodeBlock.Chroma = &markup.Chroma{
		Keyword: color("#7f007f"), LiteralString: color("#007f00"), LiteralNumber: color("#007f7f"), Comment: color("#555555"),
	}
	return s
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
