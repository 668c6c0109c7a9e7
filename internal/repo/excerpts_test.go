package repo

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestExcerpts(t *testing.T) {
	const link = "As in [show.go](examples/show.go):"
	code := "if true {\n\tfmt.Fprintln(out, \"shown\")\n}"
	finds(t, Excerpts, []fault{
		{"no link", edit(notes, link, "As in show.go:"), notes + ":15", "names no file"},
		{"link to a document", edit(notes, link, "As [said](README.md):"), notes + ":15", "names no file"},
		{"link to another topic", edit(notes, "examples/show.go", "../02-later/x.go"), notes + ":15", "show code of this topic"},
		{"link to a stub", edit(notes, "examples/show.go", "exercises/gather.go"), notes + ":15", "which the learner changes"},
		{"link to no file", edit(notes, "examples/show.go", "examples/shew.go"), notes + ":15", "does not exist"},
		{"line that differs", edit(notes, `"shown")`, `"hidden")`), notes + ":15", `line 2 of this go block is "\tfmt.Fprintln(out, \"hidden\")"; 01-demo/examples/show.go has "fmt.Fprintln(out, \"shown\")" there (line 14)`},
		{"no line there", edit(notes, "if true {", "if false {"), notes + ":15", `has no line "if false {"`},
		{"lines left out", edit(notes, code, "if true {\n}"), notes + ":15", "line 2"},
		{"indentation changed", edit(notes, "\tfmt.Fprintln", "\t\tfmt.Fprintln"), notes + ":15", "line 2"},
		{"empty", edit(notes, code, ""), notes + ":15", "is empty"},
		{"second of two blocks", edit(notes, code, code+"\n```\n\n```go\nreturn nil"), notes + ":21", `has no line "return nil"`},
		{"link two paragraphs above", edit(notes, link, link+"\n\nSo:"), notes + ":17", "names no file"},
		{"in the exercises", edit(tasks, "Do it.", "```go\ndo()\n```"), tasks + ":27", "fence it without a language"},
	})
	require.Empty(t, Excerpts(plant(t, edit(notes, code, code+"\n```\n\n```go\ngroup.Run()"))))
	require.Empty(t, Excerpts(plant(t,
		edit(notes, link, "As [said](README.md), in [show.go](examples/show.go#L13-L15),\nread on:"),
		edit(notes, code, "\n"+code+"\n"), // blank lines around do not count
		put("README.md", "# Root\n\n```go\nanything()\n```\n"),
	)))
}

func TestDiverges(t *testing.T) {
	file := strings.Split("func f() {\n\tif x {\n\n\t\treturn\n\t}\n\treturn\n}", "\n")
	for _, excerpt := range []string{
		"\tif x {\n\n\t\treturn\n\t}",
		"if x {\n\n\treturn\n}",
		"func f() {\n\tif x {",
		"}",
	} {
		require.Empty(t, diverges(strings.Split(excerpt, "\n"), file, "f.go"), excerpt)
	}
	require.Contains(t, diverges(strings.Split("\t}\n\treturn\n}\nmore", "\n"), file, "f.go"), `"its end"`)
	for _, excerpt := range []string{"if x {\n\treturn\n}", "f x {", "return\n}", "if x {\n\n\t\treturn\n\t}"} {
		require.NotEmpty(t, diverges(strings.Split(excerpt, "\n"), file, "f.go"), excerpt)
	}
}
