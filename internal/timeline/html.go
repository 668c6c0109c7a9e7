package timeline

import (
	"bufio"
	"embed"
	"fmt"
	"html"
	"io"
	"strings"
)

// PageOptions say what a page tells besides the model.
type PageOptions struct {
	Title string // the headline
	About string // a line beside it
}

// The page's parts, in the order in which they are put together. They are plain
// scripts that share one scope, so that a browser can run them from a file.
//
//go:embed page
var pageParts embed.FS

var pageScripts = []string{"decode.js", "model.js", "view.js", "level.js", "draw.js", "lane.js", "arrow.js", "ruler.js", "text.js", "panel.js", "input.js", "main.js"}

// HTML writes the model as one page that needs nothing else: no other file, no
// network. It has a lane for each goroutine, to zoom and pan, and tells of each
// state why, where and who ended it.
//
// The page is for a person who looks for something, where a picture ([SVG]) is
// for one who is shown something: it leaves nothing out.
func HTML(w io.Writer, m *Model, o PageOptions) error {
	out := bufio.NewWriterSize(w, 1<<16)
	frame, err := pageParts.ReadFile("page/page.html")
	if err != nil {
		return err
	}
	before, after, ok := strings.Cut(string(frame), "{{data}}")
	if !ok {
		return fmt.Errorf("page.html has no {{data}}")
	}
	fill, err := pageFiller(o)
	if err != nil {
		return err
	}
	fmt.Fprint(out, fill.Replace(before))
	if err := encode(out, m, o); err != nil {
		return err
	}
	fmt.Fprint(out, fill.Replace(after))
	return out.Flush()
}

func pageFiller(o PageOptions) (*strings.Replacer, error) {
	css, err := pageParts.ReadFile("page/page.css")
	if err != nil {
		return nil, err
	}
	var js strings.Builder
	for _, name := range pageScripts {
		text, err := pageParts.ReadFile("page/" + name)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&js, "// %s\n%s\n", name, text)
	}
	return strings.NewReplacer(
		"{{title}}", html.EscapeString(o.Title),
		"{{css}}", string(css),
		"{{js}}", js.String(),
	), nil
}
