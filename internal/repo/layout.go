package repo

import (
	"fmt"
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strconv"
	"strings"
)

// Layout holds every topic against the drawing in CONTRIBUTING.md: what must be
// there is, nothing stray lies about, and below a topic there is one package
// main, so that `go run ./05-worker-pools/...` plays it.
func Layout(t *Tree) []Problem {
	var problems []Problem
	for _, topic := range t.topics() {
		l := &layout{tree: t, topic: topic}
		l.topLevel()
		l.examples()
		l.exercises()
		l.libraries()
		problems = append(problems, l.problems...)
	}
	return sorted(problems)
}

// layout checks one topic.
type layout struct {
	tree     *Tree
	topic    string
	problems []Problem
}

func (l *layout) report(file, format string, args ...any) {
	l.problems = append(l.problems, Problem{File: file, Text: fmt.Sprintf(format, args...)})
}

// need reports a file of the topic that is not there.
func (l *layout) need(file, what string) {
	if file = l.topic + "/" + file; !l.tree.has(file) {
		l.report(file, "is missing: %s", what)
	}
}

func (l *layout) topLevel() {
	for _, f := range l.tree.under(l.topic, false) {
		if path.Base(f) != "README.md" {
			l.report(f, "is stray: a topic's folder holds README.md and folders; put programs into examples/, reusable code into a library's folder")
		}
	}
}

// examples checks the folder examples against the list in its main.go.
func (l *layout) examples() {
	l.need("examples/main.go", "the list of examples and `func main() { lesson.Main(...) }`")
	l.need("examples/main_test.go", "the test of every example's output")
	dir := l.topic + "/examples"
	names, err := l.exampleNames()
	if err != nil {
		l.report(dir+"/main.go", "%v", err)
		return
	}
	var undrawn []string
	for _, name := range names {
		l.need("examples/"+name+".go", "the list in main.go has the example "+name)
		if !l.tree.has(dir + "/" + name + ".svg") {
			undrawn = append(undrawn, name)
		}
	}
	if len(undrawn) > 0 {
		l.report(dir, "has no picture of %s: draw with `make pictures`", strings.Join(undrawn, ", "))
	}
	for _, f := range l.tree.under(dir, true) {
		l.example(f, strings.TrimPrefix(f, dir+"/"), names)
	}
}

// example checks one file below examples; rest is its path from there.
func (l *layout) example(f, rest string, names []string) {
	stem, _, _ := strings.Cut(strings.TrimSuffix(rest, path.Ext(rest)), "_") // leak_linux.go belongs to leak
	switch known := slices.Contains(names, stem); {
	case strings.HasPrefix(rest, "testdata/"):
	case strings.Contains(rest, "/"):
		l.report(f, "is stray: examples is one package; programs that must fail go below examples/testdata")
	case path.Ext(f) == ".svg":
		if !slices.Contains(names, strings.TrimSuffix(rest, ".svg")) {
			l.report(f, "is the picture of no example in main.go: remove it, or list the example")
		}
	case path.Ext(f) != ".go":
		l.report(f, "is stray: examples holds Go files, their pictures and testdata")
	case stem != "main" && !known && !strings.HasSuffix(f, "_test.go") && l.plays(f):
		l.report(f, "has an example that the list in main.go lacks: add it there, or nobody can play it")
	}
}

// plays reports whether a file declares a function of an example's form.
func (l *layout) plays(f string) bool {
	file, err := l.tree.parse(f)
	if err != nil {
		return false // the compiler says so
	}
	return slices.ContainsFunc(file.Decls, func(d ast.Decl) bool {
		fn, ok := d.(*ast.FuncDecl)
		return ok && fn.Recv == nil && fn.Type.Results == nil &&
			fn.Type.Params.NumFields() == 1 && isSelector(fn.Type.Params.List[0].Type, "io", "Writer")
	})
}

// exampleNames reads the names in the list of examples in main.go.
func (l *layout) exampleNames() ([]string, error) {
	main := l.topic + "/examples/main.go"
	if !l.tree.has(main) {
		return nil, nil
	}
	return l.tree.examples(main)
}

// examples reads `[]lesson.Example{{"gather", ...}, {Name: "leak", ...}}`.
func (t *Tree) examples(main string) ([]string, error) {
	file, err := t.parse(main)
	if err != nil {
		return nil, err
	}
	var names []string
	ast.Inspect(file, func(n ast.Node) bool {
		list, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		if array, ok := list.Type.(*ast.ArrayType); !ok || !isSelector(array.Elt, "lesson", "Example") {
			return true
		}
		for _, e := range list.Elts {
			if lit, ok := e.(*ast.CompositeLit); ok {
				names = append(names, exampleName(lit))
			}
		}
		return false
	})
	if len(names) == 0 {
		return nil, fmt.Errorf("lists no example: write `var examples = []lesson.Example{{\"gather\", \"one line\", gather}, ...}`")
	}
	return names, nil
}

func exampleName(e *ast.CompositeLit) string {
	for i, field := range e.Elts {
		if pair, ok := field.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); !ok || key.Name != "Name" {
				continue
			}
			field = pair.Value
		} else if i > 0 {
			break
		}
		if lit, ok := field.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			name, _ := strconv.Unquote(lit.Value)
			return name
		}
	}
	return ""
}

// exercises checks that the folder holds what its README names, and no more but
// what helps several graders. That nothing is missing is for rule Exercises.
func (l *layout) exercises() {
	l.need("exercises/README.md", "each task with its hints")
	dir := l.topic + "/exercises"
	if l.tree.broken != nil || !l.tree.has(dir+"/README.md") {
		return // what belongs there is not known; it was reported
	}
	known := map[string]bool{dir + "/README.md": true}
	for _, name := range l.exerciseNames() {
		for _, form := range []string{"%s.go", "%s_test.go", "solutions/%s.go", "testdata/%s/stub.go"} {
			known[dir+"/"+fmt.Sprintf(form, name)] = true
		}
		for _, f := range l.tree.under(dir+"/testdata/"+name, true) {
			folder := path.Base(path.Dir(f))
			known[f] = known[f] || path.Ext(f) == ".go" && path.Dir(path.Dir(f)) == dir+"/testdata/"+name &&
				(folder == "right" || folder == "wrong")
		}
	}
	for _, f := range l.tree.under(dir, true) {
		if !known[f] && !l.helps(f) {
			l.report(f, "is stray: no exercise in exercises/README.md has such a file; what several graders share is a file NAME_test.go without tests")
		}
	}
}

// helps reports whether a file beside the graders holds no test: it stays in the
// package whichever exercise is graded.
func (l *layout) helps(f string) bool {
	if !isTest(f) || path.Dir(f) != l.topic+"/exercises" {
		return false
	}
	file, err := l.tree.parse(f)
	return err == nil && !slices.ContainsFunc(file.Decls, func(d ast.Decl) bool {
		fn, ok := d.(*ast.FuncDecl)
		return ok && fn.Recv == nil && strings.HasPrefix(fn.Name.Name, "Test")
	})
}

func (l *layout) exerciseNames() []string {
	var names []string
	for _, e := range l.tree.Course.Exercises() {
		if e.Topic == l.topic {
			names = append(names, e.Name)
		}
	}
	return names
}

// isSelector reports whether e is pkg.name.
func isSelector(e ast.Expr, pkg, name string) bool {
	sel, ok := e.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != name {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	return ok && id.Name == pkg
}
