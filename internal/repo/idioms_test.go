package repo

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestIdioms(t *testing.T) {
	code := func(file, body string) change {
		return put(file, "package group\n\nfunc f() {\n"+body+"\n}\n")
	}
	const lib = "01-demo/group/x.go"
	const test = "01-demo/group/x_test.go"
	finds(t, Idioms, []fault{
		{"copy in range", code(lib, "for _, x := range xs {\nx := x\n}"), lib + ":5", "each iteration has its own x since Go 1.22"},
		{"copy of the key, deep inside", code(lib, "for i := range xs {\nif y {\ni := i\n}\n}"), lib + ":6", "each iteration has its own i"},
		{"copy in a literal", code(lib, "for i := range xs {\nf := func() {\ni := i\n}\n}"), lib + ":6", "each iteration has its own i"},
		{"copy in for", code(lib, "for i := 0; i < 3; i++ {\ni := i\n}"), lib + ":5", "each iteration has its own i"},
		{"copy of two", code(lib, "for i, x := range xs {\ni, x := i, x\n}"), lib + ":5", "each iteration has its own x"},
		{"Add before go", code(lib, "var wg sync.WaitGroup\nwg.Add(1)\ngo func() {\ndefer wg.Done()\nwork()\n}()"), lib + ":6", "wg.Go(func() { ... })"},
		{"Add before a loop", code(lib, "s.wg.Add(3)\nfor range 3 {\ngo func(i int) {\ndefer s.wg.Done()\n}(1)\n}"), lib + ":6", "s.wg.Go(func() { ... })"},
		{"Add in a function literal", code(lib, "run(func() {\nwg.Add(1)\ngo func() {\ndefer wg.Done()\n}()\n})"), lib + ":6", "wg.Go"},
		{"rand.Seed", code(lib, "rand.Seed(1)"), lib + ":4", "math/rand/v2"},
		{"ioutil", put(lib, "package group\n\nimport \"io/ioutil\"\n"), lib + ":3", "use io and os"},
		{"interface{}", code(lib, "var x map[string]interface{}"), lib + ":4", "written any"},
		{"GOMAXPROCS", code(lib, "runtime.GOMAXPROCS(runtime.NumCPU())"), lib + ":4", "leave it out"},
		{"sleep in a test", code(test, "time.Sleep(1)"), test + ":4", "synctest.Test"},
		{"sleep in a literal that is no bubble", code(test, "t.Run(name, func() { time.Sleep(1) })"), test + ":4", "synctest.Test"},
		{"sleep beside the bubble", code(test, "synctest.Test(t, func(t *testing.T) {})\ntime.Sleep(1)"), test + ":5", "synctest.Test"},
		{"sleep in a helper called outside too", edit(groupTest, "func BenchmarkRun(b *testing.B) {}", "func BenchmarkRun(b *testing.B) { restMore() }"), groupTest + ":31", "synctest.Test"},
		{"sleep in a wrapper", edit(groupTest, "func bubble(t *testing.T, f func()) {", "func bubble(t *testing.T, f func()) {\n\ttime.Sleep(time.Hour)"), groupTest + ":34", "synctest.Test"},
		{"sleep in a helper called by nobody", code(test, "}\n\nfunc helper() {\ntime.Sleep(1)"), test + ":7", "synctest.Test"},
		{"in a nested module", put("01-demo/peers/x.go", "package main\n\nvar x interface{}\n"), "01-demo/peers/x.go:3", "written any"},
		{"excused sleep", code(test, "// Shown on purpose: no.\ntime.Sleep(1)"), test + ":5", "synctest.Test"},
		{"excuse two lines above", code(lib, "// Shown on purpose: old.\n\nrand.Seed(1)"), lib + ":6", "math/rand/v2"},
	})
	for name, good := range map[string]string{
		"copy of something else":    "for _, x := range xs {\ny := x\nx := y\n_ = x\n}",
		"copy outside the loop":     "x := x\nfor range xs {\n}",
		"assignment":                "for _, x := range xs {\nx = x\n}",
		"go with another Done":      "wg.Add(1)\ngo func() {\ndefer other.Done()\n}()",
		"Done by the worker":        "wg.Add(1)\ngo worker(&wg)",
		"wg.Go":                     "wg.Go(func() { work() })",
		"GOMAXPROCS read":           "runtime.GOMAXPROCS(0)",
		"sleep in a program":        "time.Sleep(1)",
		"interface with a method":   "var x interface{ f() }",
		"excuse above":              "// Shown on purpose: what it was like\n// before Go 1.20.\nrand.Seed(1)",
		"excuse in the line":        "rand.Seed(1) // Shown on purpose: old.",
		"channel of a loop's value": "for i := range 3 {\ngo func() { c <- i }()\n}",
	} {
		require.Empty(t, Idioms(plant(t, code(lib, good))), name)
	}
}

// TestIdiomsLeavesMistakesAlone: what is wrong on purpose is not read.
func TestIdiomsLeavesMistakesAlone(t *testing.T) {
	const old = "\n\nvar _ interface{}\n"
	for _, file := range []string{
		wrongs + "wrong-serial.go", "01-demo/exercises/testdata/gather/right/x.go", "01-demo/exercises/gather.go", "01-demo/exercises/testdata/gather/stub.go", predictA,
		"internal/deep/testdata/broken.go",
	} {
		require.Empty(t, Idioms(plant(t, put(file, "package exercises"+old))), file)
	}
	require.Len(t, Idioms(plant(t, put("internal/deep/x.go", "package deep"+old))), 1)
}

func TestProse(t *testing.T) {
	line := func(text string) change { return edit(notes, "Run it.", "Run it.\n"+text) }
	const at = notes + ":43"
	finds(t, Prose, []fault{
		{"simply", line("You simply wait."), at, `"simply"`},
		{"just, first in a sentence", line("Just wait."), at, `"Just"`},
		{"in a table", line("\n| a |\n| --- |\n| It is easy. |"), notes + ":46", `"easy"`},
		{"in a heading", edit(notes, "### One", "### Simply one"), notes + ":32", `"Simply"`},
		{"in a summary", line("\n<details><summary>It is obviously so</summary>"), notes + ":44", `"obviously"`},
		{"in a link", line("[simply put](#patterns)"), at, `"simply"`},
		{"second line of a paragraph", line("You wait,\nsimply."), notes + ":44", `"simply"`},
		{"after a quotation of two lines", line("He says \"so\nmuch\", seamlessly."), notes + ":44", `"seamlessly"`},
		{"hype", line("It is blazing fast."), at, `"blazing"`},
		{"emoji", line("Done \U0001F389"), at, "in words"},
		{"in a comment", edit("01-demo/group/group.go", "// Run runs.", "// Run runs.\n//\n// It simply does."), "01-demo/group/group.go:6", `"simply"`},
		{"after a file that does not parse", func(t *testing.T, root string) {
			t.Helper()
			put("01-demo/a.go", "pakage a\n")(t, root)
			put("01-demo/b.go", "// Package b simply is.\npackage b\n")(t, root)
		}, "01-demo/b.go:1", `"simply"`},
		{"in a long comment", edit("01-demo/group/group.go", "// Run runs.", "/*\nRun runs.\n\nIt simply does.\n*/"), "01-demo/group/group.go:7", `"simply"`},
	})
	for _, good := range []string{
		"He says \"simply wait\" and “just wait”.", "Adjust `just` and easygoing.", "Use ✓ and → and µs.",
		"```text\nsimply\n```", "<!-- simply -->",
	} {
		require.Empty(t, Prose(plant(t, line(good))), good)
	}
}
