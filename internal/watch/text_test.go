package watch

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestUnwrapJoinsParagraphsOnly(t *testing.T) {
	text := strings.Join([]string{
		"# Title", "right below", "goes on", "", "- item", "  goes on", "- item", "1. one", "   more", "",
		"```go", "a", "b", "```", "after", "", "    code", "    code", "", "| a |", "| b |", "> quote", "> quote", "\tcode",
	}, "\n")
	require.Equal(t, strings.Join([]string{
		"# Title", "right below goes on", "", "- item goes on", "- item", "1. one more", "",
		"```go", "a", "b", "```", "after", "", "    code", "    code", "", "| a |", "| b |", "> quote", "> quote", "\tcode",
	}, "\n"), unwrap(text))
	require.Equal(t, "", unwrap(""))
}

func TestLinksBecomeTheirText(t *testing.T) {
	for in, want := range map[string]string{
		"see [the notes](../README.md#a)":          "see the notes",
		"call `tasks[i](ctx)` twice":               "call `tasks[i](ctx)` twice",
		"[`Gather`](x.md) and [two `b` words](y)":  "`Gather` and two `b` words",
		"![lanes](a.svg)":                          "(picture: lanes)",
		"on [the web](https://go.dev) it stays":    "on [the web](https://go.dev) it stays",
		"```\n[a](b)\n```\n[a](b)":                 "```\n[a](b)\n```\na",
		"an index [0] (and more) is [not](a link)": "an index [0] (and more) is [not](a link)",
	} {
		require.Equal(t, want, unlink(in))
	}
	require.Equal(t, "the web, bold, code, tasks[i](ctx)", plain("[the web](https://go.dev), **bold**, `code`, `tasks[i](ctx)`"))
}

func TestParagraphs(t *testing.T) {
	require.Equal(t, []string{"First goes on.", "- one that goes on", "- two", "    x[i](y)", "Last."},
		paragraphs("First\ngoes on.\n\n- one that\n  goes on\n* two\n\n```go\nx[i](y)\n```\nLast.\n"))
	require.Empty(t, paragraphs("\n\n"))
}

func TestFoldAndHang(t *testing.T) {
	require.Equal(t, "  one\n  two", fold("one two", 6, "  "))
	require.Equal(t, " a", hang("a", 80, " "))
	require.Equal(t, "  one two\n    three", hang("one two three", 11, "  "))
	for line := range strings.Lines(fold(strings.Repeat("x", 100), 30, "  ")) {
		require.LessOrEqual(t, len(strings.TrimRight(line, "\n")), 30, "a word too long is cut")
	}
}

func TestAMessagesLinesAreJoinedIntoSentences(t *testing.T) {
	long := strings.Repeat("a long line ", 5) + "that ends"
	for _, test := range [][2][]string{
		{{long, "within a sentence."}, {long + " within a sentence."}},
		{{long + ",", "within,", "and it ends."}, {long + ", within,", "and it ends."}},
		{{long + ".", "Another."}, {long + ".", "Another."}},
		{{"Got 1", "want 2"}, {"Got 1", "want 2"}},
		{{"Got [" + long + "]", "want []"}, {"Got [" + long + "]", "want []"}},
		{{long, "  - an item"}, {long, "  - an item"}},
		{{"read sum.go:11: " + long, "write sum.go:12: x"}, {"read sum.go:11: " + long, "write sum.go:12: x"}},
		{{long, "write sum.go:12: x"}, {long, "write sum.go:12: x"}},
		{{long, ""}, {long, ""}},
	} {
		require.Equal(t, test[1], sentences(test[0]))
	}
	require.Empty(t, sentences(nil))
}

func TestLinesOfTheStub(t *testing.T) {
	require.Equal(t, 12, lineIn("write sum.go:12: x", "/a/b/sum.go"))
	require.Equal(t, 3, lineIn("sum.go:3", "sum.go"))
	require.Zero(t, lineIn("sum_test.go:3: x", "sum.go"))
	require.Zero(t, lineIn("sum.go: x", "sum.go"))
	require.Equal(t, 5, todoLine("package exercises\n\n//\nfunc Sum() {\n\tpanic(\"not implemented\")\n}"))
	require.Zero(t, todoLine("package exercises"))
}

func TestRaceReports(t *testing.T) {
	raw := "=== RUN x\n==================\nWARNING: DATA RACE\none\n==================\nother\n==================\nWARNING: DATA RACE\ntwo\n==================\n"
	require.Equal(t, "WARNING: DATA RACE\none\n\nWARNING: DATA RACE\ntwo", raceReports(raw))
	require.Empty(t, raceReports("=== RUN x\n"))
}

func TestMarkdownThatLooksBad(t *testing.T) {
	p := paper{width: 40}
	out := markdown("<!-- output -->\n<details><summary>Answer</summary>\n\ntext\n\n</details>\n", p)
	require.NotContains(t, out, "<")
	require.Contains(t, out, "Answer")
	require.Equal(t, "  a link that a line end breaks.", bare(markdown("a [link that\na line end breaks](../README.md#x).\n", paper{width: 80})))
	require.Equal(t, "  a\n\n  (Here is a diagram. A browser\n  shows it.)\n\n  b", bare(markdown("a\n\n```mermaid\nflowchart LR\n```\n\nb\n", p)))
	for line := range strings.Lines(markdown("```\n"+strings.Repeat("long ", 50)+"\n```\n", p)) {
		require.LessOrEqual(t, len([]rune(strings.TrimRight(line, "\n"))), 40)
	}
}

func TestATableIsAListWhereItsWordsWouldBreak(t *testing.T) {
	const table = "before\n\n| work | n | ours ÷ peer |\n|---|--:|---|\n| Keys | 10 | locks.Keyed ÷ sync.Mutex |\n| All |  | none |\n\nafter"
	require.Equal(t, "before\n\n- work: Keys; n: 10; ours ÷ peer: locks.Keyed ÷ sync.Mutex\n- work: All; ours ÷ peer: none\n\nafter",
		listWideTables(table, 25))
	require.Equal(t, table, listWideTables(table, 26), "4, 2 and 11 columns, and 3 around each")
	fenced := "```\n" + table + "\n```"
	require.Equal(t, fenced, listWideTables(fenced, 1))
	require.Contains(t, bare(markdown(table, paper{width: 20})), "Keyed")
}

func TestSections(t *testing.T) {
	text := "# Notes\n\n## One\n\na\n\n### Sub `x` & [y](z)!\n\nb\n\n```\n# no heading\n```\n\n## One\n\nc\n"
	require.Equal(t, "## One\n\na\n\n### Sub `x` & [y](z)!\n\nb\n\n```\n# no heading\n```\n", section(text, "one"))
	require.Equal(t, "### Sub `x` & [y](z)!\n\nb\n\n```\n# no heading\n```\n", section(text, "sub-x--y"))
	require.Equal(t, "## One\n\nc\n", section(text, "one-1"))
	require.Empty(t, section(text, "no-heading"))
	require.Empty(t, section(text, ""))
}
