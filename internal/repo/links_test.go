package repo

import (
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLinks(t *testing.T) {
	line := func(text string) change { return edit(notes, "Run it.", "Run it.\n"+text) }
	const at = notes + ":43"
	finds(t, Links, []fault{
		{"no file", line("[x](examples/shew.go)"), at, "leads nowhere: there is no 01-demo/examples/shew.go"},
		{"other letters", line("[x](readme.md)"), at, "leads nowhere"},
		{"no picture", line("![x](examples/shew.svg)"), at, "leads nowhere"},
		{"no picture, no words", line("![](examples/shew.svg)"), at, "leads nowhere"},
		{"no anchor", line("[x](#patern)"), at, `no heading of 01-demo/README.md; did you mean "patterns"?`},
		{"no anchor elsewhere", line("[x](../ROADMAP.md#level-2)"), at, "no heading of ROADMAP.md"},
		{"no anchor in a folder's notes", line("[x](../01-demo#none)"), at, "no heading of 01-demo/README.md"},
		{"out of the repository", line("[x](../../x)"), at, "leaves the repository"},
		{"from the root", line("[x](/01-demo/none)"), at, "leads nowhere: there is no 01-demo/none"},
		{"by reference", line("\n[x]\n\n[x]: none.md"), notes + ":44", "leads nowhere"},
		{"in HTML", line("<img src=\"examples/shew.svg\">"), at, "leads nowhere"},
		{"in an HTML block", line("\n<picture>\n<source srcset=\"x.svg 2x\">\n</picture>"), notes + ":45", "there is no 01-demo/x.svg"},
		{"line 0", line("[x](examples/show.go#L0)"), at, "no line of 01-demo/examples/show.go"},
		{"no such line", line("[x](examples/show.go#L99)"), at, "no line of 01-demo/examples/show.go"},
		{"no line at all", line("[x](examples/show.go#show)"), at, "no line of 01-demo/examples/show.go"},
	})
	require.Empty(t, Links(plant(t, line("[a](https://go.dev) [b](/README.md) [c](..) [d](examples/) [e](examples/show.go#L1-L3) [k](examples/show.go#L1) [l](//go.dev/x) "+
		"<https://go.dev> [f](mailto:a@b.c) `[g](none)` [h](../01-demo#patterns) [i](../README.md#the-course) <a id=\"own\"></a> [j](#own)\n\n"+
		"```text\n[k](none)\n```"))))
}

// TestAnchors: the anchors are GitHub's.
func TestAnchors(t *testing.T) {
	doc := newDocument("# Go's `select`: how it *runs*\n\n## A & B\n\n## Usage\n\n## Usage\n\n## Usage\n\n## usage-1\n\n## [Link](x.md), snake_case – Ünïcode\n\n## Go 1.22\n\nSetext\n---\n")
	require.Equal(t, []string{
		"a--b", "go-122", "gos-select-how-it-runs", "link-snake_case--ünïcode", "setext",
		"usage", "usage-1", "usage-1-1", "usage-2",
	}, slices.Sorted(maps.Keys(doc.anchors)))
}

func TestDocumentKnowsLines(t *testing.T) {
	doc := newDocument("# A\n\n- item\n  ```sh\n  go version\n  ```\n\nsee `x y`\nand [l](m)\n\n```\n```\n")
	require.Equal(t, []fence{{"sh", 4, []string{"go version"}}, {"", 11, nil}}, doc.fences)
	require.Equal(t, []passage{{"x y", 8}}, doc.spans)
	require.Equal(t, []reference{{"m", 9}}, doc.links)
	require.Equal(t, []heading{{1, "A", 1}}, doc.headings)
	require.Equal(t, "- item", doc.above(doc.fences[0]))
	require.Equal(t, []passage{{"A", 1}, {"item", 3}, {"see `\nand l", 8}}, doc.prose)
}
