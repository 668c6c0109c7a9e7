package repo

import (
	"fmt"
	"regexp"
	"sort"
	"strings"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// document is a Markdown file as the rules need it, read by GitHub's grammar.
type document struct {
	lines    []string // the text, by line
	headings []heading
	fences   []fence
	links    []reference
	spans    []passage // inline code
	prose    []passage // one for each paragraph, heading, list item and table cell; code left out
	anchors  map[string]bool
}

type heading struct {
	level int
	text  string
	line  int
}

// fence is a fenced code block.
type fence struct {
	lang string
	line int // of the opening fence
	body []string
}

// reference is a link or the source of a picture.
type reference struct {
	target string
	line   int
}

type passage struct {
	text string
	line int // of its first line
}

var gfm = goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()

func newDocument(source string) *document {
	d := &document{lines: strings.Split(strings.TrimSuffix(source, "\n"), "\n"), anchors: map[string]bool{}}
	r := &reader{doc: d, source: []byte(source), seen: map[string]int{}}
	for i, b := range r.source {
		if b == '\n' {
			r.ends = append(r.ends, i)
		}
	}
	root := gfm.Parse(text.NewReader(r.source), parser.WithContext(parser.NewContext()))
	_ = ast.Walk(root, r.visit) // visit returns no error
	return d
}

// reader fills a document from goldmark's tree.
type reader struct {
	doc    *document
	source []byte
	ends   []int          // where lines end
	seen   map[string]int // how often each anchor was given
}

// at returns the line of an offset.
func (r *reader) at(offset int) int { return sort.SearchInts(r.ends, offset) + 1 }

func (r *reader) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	line := r.at(n.Pos())
	switch n := n.(type) {
	case *ast.Heading:
		r.heading(n, line)
	case *ast.FencedCodeBlock:
		r.fence(n, line)
		return ast.WalkSkipChildren, nil
	case *ast.Link:
		r.doc.links = append(r.doc.links, reference{string(n.Destination), line})
	case *ast.Image:
		r.doc.links = append(r.doc.links, reference{string(n.Destination), line})
	case *ast.CodeSpan:
		r.doc.spans = append(r.doc.spans, passage{r.plain(n), line})
	case *ast.HTMLBlock:
		for i := range n.Lines().Len() {
			line := n.Lines().At(i)
			r.html(string(line.Value(r.source)), r.at(line.Start))
		}
	case *ast.RawHTML:
		for i := range n.Segments.Len() {
			part := n.Segments.At(i)
			r.html(string(part.Value(r.source)), r.at(part.Start))
		}
	}
	if first := n.FirstChild(); first != nil && n.Type() == ast.TypeBlock && first.Type() == ast.TypeInline {
		r.doc.prose = append(r.doc.prose, passage{r.words(n), line})
	}
	return ast.WalkContinue, nil
}

func (r *reader) heading(n *ast.Heading, line int) {
	title := r.plain(n)
	r.doc.headings = append(r.doc.headings, heading{n.Level, title, line})
	r.doc.anchors[r.unique(anchor(title))] = true
}

// unique numbers an anchor that was given before: usage, usage-1, usage-2.
func (r *reader) unique(base string) string {
	name := base
	for r.doc.anchors[name] {
		r.seen[base]++
		name = fmt.Sprintf("%s-%d", base, r.seen[base])
	}
	return name
}

// anchor returns the name that GitHub gives a heading: lower case, letters,
// digits, hyphens and underscores kept, spaces made hyphens, all else dropped.
func anchor(title string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c == ' ':
			return '-'
		case c == '-', unicode.IsLetter(c), unicode.IsMark(c), unicode.IsDigit(c), unicode.Is(unicode.Pc, c):
			return c
		}
		return -1
	}, strings.ToLower(title))
}

func (r *reader) fence(n *ast.FencedCodeBlock, line int) {
	f := fence{lang: string(n.Language(r.source)), line: line}
	for i := range n.Lines().Len() {
		body := n.Lines().At(i)
		f.body = append(f.body, strings.TrimRight(string(body.Value(r.source)), "\r\n"))
	}
	r.doc.fences = append(r.doc.fences, f)
}

var (
	htmlTarget = regexp.MustCompile(`(?i)\b(?:href|src|srcset)\s*=\s*["']([^"']+)["']`)
	htmlTag    = regexp.MustCompile(`<[^>]*>`)
	htmlName   = regexp.MustCompile(`(?i)\b(?:id|name)\s*=\s*["']([^"']+)["']`)
)

// html takes the links, the anchors and the words out of a piece of HTML.
func (r *reader) html(piece string, line int) {
	for _, match := range htmlTarget.FindAllStringSubmatch(piece, -1) {
		r.doc.links = append(r.doc.links, reference{strings.Fields(match[1] + " ")[0], line})
	}
	for _, match := range htmlName.FindAllStringSubmatch(piece, -1) {
		r.doc.anchors[match[1]] = true
	}
	if words := strings.TrimSpace(htmlTag.ReplaceAllString(piece, "")); words != "" {
		r.doc.prose = append(r.doc.prose, passage{words, line})
	}
}

// plain returns the text that a reader sees of n.
func (r *reader) plain(n ast.Node) string { return r.collect(n, true) }

// words returns the text that a reader sees of n, without inline code.
func (r *reader) words(n ast.Node) string { return r.collect(n, false) }

func (r *reader) collect(n ast.Node, code bool) string {
	var b strings.Builder
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			if !code {
				b.WriteByte('`')
				return ast.WalkSkipChildren, nil
			}
		case *ast.AutoLink:
			b.Write(n.Label(r.source))
		case *ast.String:
			b.Write(n.Value)
		case *ast.Text:
			b.Write(n.Segment.Value(r.source))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte('\n')
			}
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}

// section returns the lines of the section with this title, as [from, to) of
// line numbers, its heading not included.
func (d *document) section(title string) (from, to int, ok bool) {
	for i, h := range d.headings {
		if h.text != title {
			continue
		}
		for _, next := range d.headings[i+1:] {
			if next.level <= h.level {
				return h.line + 1, next.line, true
			}
		}
		return h.line + 1, len(d.lines) + 1, true
	}
	return 0, 0, false
}

// above returns the paragraph right above the fence. Fences that follow each
// other share the one above the first.
func (d *document) above(f fence) string {
	end := f.line - 1
	for end > 0 && strings.TrimSpace(d.lines[end-1]) == "" {
		end--
	}
	for _, g := range d.fences {
		if last := g.line + len(g.body) + 1; last == end && g.lang == f.lang {
			return d.above(g)
		}
	}
	start := end
	for start > 0 && strings.TrimSpace(d.lines[start-1]) != "" {
		start--
	}
	return strings.Join(d.lines[start:end], "\n")
}
