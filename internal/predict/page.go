package predict

import (
	"io"
	"os"
	"runtime"
	"strings"
	"unicode/utf8"

	"golang.org/x/term"
)

// width is where prose is wrapped. Code and output keep their lines.
const width = 80

// A page writes to the learner. The first error stays and stops it.
type page struct {
	out       io.Writer
	colour    bool
	explained bool // the choices were shown with their meanings
	err       error
}

func newPage(out io.Writer) *page { return &page{out: out, colour: colourful(out)} }

// colourful reports whether out is a terminal that shows colours, and the
// learner has nothing against them. Windows' old console shows them only to
// programs that switch it over, Windows Terminal to all.
func colourful(out io.Writer) bool {
	f, ok := out.(*os.File)
	if !ok || os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	return term.IsTerminal(int(f.Fd())) && (runtime.GOOS != "windows" || os.Getenv("WT_SESSION") != "")
}

func (p *page) print(text string) {
	if p.err == nil {
		_, p.err = io.WriteString(p.out, text)
	}
}

func (p *page) line(text string) { p.print(text + "\n") }

// text writes prose, every line of it behind indent.
func (p *page) text(indent, text string) {
	for _, line := range wrap(text, width-len(indent)) {
		p.line(indent + line)
	}
}

// wrap breaks text into lines between words. A word is never broken, not even
// at its hyphens: -race is one.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		switch {
		case line == "":
			line = word
		case utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}

func (p *page) style(code, text string) string {
	if !p.colour {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (p *page) bold(text string) string  { return p.style("1", text) }
func (p *page) faint(text string) string { return p.style("2", text) }
func (p *page) red(text string) string   { return p.style("31", text) }
func (p *page) green(text string) string { return p.style("32", text) }
