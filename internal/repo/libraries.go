package repo

import (
	"go/ast"
	"path"
	"strings"
)

// libraries checks the packages beside examples and exercises: none is a
// program, and the reusable ones have what a reader expects of a library.
func (l *layout) libraries() {
	dirs := byPackage(l.tree.filter(func(f string) bool {
		return topicOf(f) == l.topic && path.Ext(f) == ".go" && !inTestdata(f) && !l.tree.inNested(f)
	}))
	for dir, files := range dirs {
		rest := strings.TrimPrefix(dir, l.topic+"/")
		if dir == l.topic || rest == "examples" || strings.HasPrefix(rest, "examples/") || strings.HasPrefix(rest, "exercises") {
			continue
		}
		l.library(dir, files, !strings.Contains(rest, "/"))
	}
}

// library checks one package; public says that it is a folder of the topic
// itself, not one below it that serves it.
func (l *layout) library(dir string, files []string, public bool) {
	found := map[string]bool{}
	for _, f := range files {
		file, err := l.tree.parse(f)
		if err != nil {
			continue // the compiler says so
		}
		if file.Name.Name == "main" {
			l.report(f, "is a second package main below %s: `go run ./%[1]s/...` needs exactly one, in examples/", l.topic)
		}
		found["doc"] = found["doc"] || file.Doc != nil && !strings.HasSuffix(f, "_test.go")
		for _, d := range file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && strings.HasSuffix(f, "_test.go") {
				for _, kind := range []string{"Test", "Benchmark", "Example"} {
					found[kind] = found[kind] || strings.HasPrefix(fn.Name.Name, kind) && fn.Name.Name != "TestMain"
				}
			}
		}
	}
	if !public {
		return
	}
	for kind, want := range map[string]string{
		"doc":       "a package comment",
		"Test":      "tests",
		"Benchmark": "a benchmark: the notes' cost table is made by it",
		"Example":   "an Example function: it is the first thing a user reads",
	} {
		if !found[kind] {
			l.report(dir, "the library has no %s", strings.TrimPrefix(strings.TrimPrefix(want, "an "), "a "))
		}
	}
}
