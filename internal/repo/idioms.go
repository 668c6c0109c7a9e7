package repo

import (
	"go/ast"
	"go/token"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
)

// OnPurpose begins a comment, in the line of a stale idiom or in the one above,
// that lets it stand: the lesson is about it. The reader is told why.
const OnPurpose = "// Shown on purpose: "

// Idioms finds what newer Go has made obsolete:
//
//   - `x := x` in a loop over x: each iteration has its own since Go 1.22;
//   - `wg.Add(1)` with `go func() { defer wg.Done() ... }()`: wg.Go since 1.25;
//   - `time.Sleep` in a test, but in a bubble of testing/synctest;
//   - rand.Seed, io/ioutil, `interface{}`;
//   - runtime.GOMAXPROCS(runtime.NumCPU()): it turns off the default, which
//     knows of a container's limits since 1.25.
//
// Wrong answers, pristine stubs and what lies in examples/testdata may do it
// wrong: that is what they are for. Other right answers may be old-fashioned:
// they are there because people write them. Anything else needs a comment that
// begins with OnPurpose; a sleep has no excuse.
func Idioms(t *Tree) []Problem {
	files := t.filter(func(f string) bool {
		return path.Ext(f) == ".go" && !isStub(f) && !excused(f) && (topicOf(f) != "" || !inTestdata(f))
	})
	var problems []Problem
	packages := byPackage(files)
	for _, dir := range slices.Sorted(maps.Keys(packages)) {
		b := &bubbles{tree: t}
		b.read(packages[dir])
		for _, f := range packages[dir] {
			if parsed, err := t.parse(f); err == nil { // else the compiler says so
				i := &idioms{tree: t, file: f, parsed: parsed, bubbles: b}
				i.check()
				problems = append(problems, i.problems...)
			}
		}
	}
	return sorted(problems)
}

func excused(f string) bool {
	answers := path.Base(path.Dir(f))
	return strings.Contains(f, "/testdata/") && (answers == "wrong" || answers == "right" || path.Base(f) == "stub.go") ||
		strings.Contains(f, "/examples/testdata/")
}

// idioms checks one file.
type idioms struct {
	tree     *Tree
	file     string
	parsed   *ast.File
	bubbles  *bubbles
	allowed  map[int]bool // lines that a comment excuses
	problems []Problem
}

// report reports what nothing excuses.
func (i *idioms) report(n ast.Node, text string) {
	i.problems = append(i.problems, Problem{i.file, i.tree.line(n.Pos()), text})
}

// stale reports what a comment may excuse.
func (i *idioms) stale(n ast.Node, text string) {
	if !i.allowed[i.tree.line(n.Pos())] {
		i.report(n, text+" (if the lesson is about it, say so in the line above: `"+OnPurpose+"...`)")
	}
}

func (i *idioms) check() {
	i.allowed = map[int]bool{}
	for _, group := range i.parsed.Comments {
		for _, c := range group.List {
			if strings.HasPrefix(c.Text, OnPurpose) {
				i.allowed[i.tree.line(c.Pos())] = true
				i.allowed[i.tree.line(group.End())+1] = true
			}
		}
	}
	for _, spec := range i.parsed.Imports {
		if name, _ := strconv.Unquote(spec.Path.Value); name == "io/ioutil" {
			i.stale(spec, "io/ioutil is deprecated since Go 1.16: use io and os")
		}
	}
	ast.Inspect(i.parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.RangeStmt:
			i.copies(n.Body, []ast.Expr{n.Key, n.Value})
		case *ast.ForStmt:
			if init, ok := n.Init.(*ast.AssignStmt); ok && init.Tok == token.DEFINE {
				i.copies(n.Body, init.Lhs)
			}
		case *ast.FuncDecl:
			if n.Body != nil {
				i.counts(n.Body)
			}
		case *ast.InterfaceType:
			if n.Methods.NumFields() == 0 {
				i.stale(n, "interface{} is written any since Go 1.18")
			}
		case *ast.CallExpr:
			i.call(n)
		}
		return true
	})
}

// copies finds `x := x` of a loop's variable in its body.
func (i *idioms) copies(body *ast.BlockStmt, variables []ast.Expr) {
	names := map[string]bool{}
	for _, v := range variables {
		if id, ok := v.(*ast.Ident); ok {
			names[id.Name] = true
		}
	}
	ast.Inspect(body, func(n ast.Node) bool {
		assign, ok := n.(*ast.AssignStmt)
		if !ok || assign.Tok != token.DEFINE || len(assign.Lhs) != len(assign.Rhs) {
			return true
		}
		for k := range assign.Lhs {
			left, right := identName(assign.Lhs[k]), identName(assign.Rhs[k])
			if left != "" && left == right && names[left] {
				i.stale(assign, "the copy "+left+" := "+left+" is not needed: each iteration has its own "+left+" since Go 1.22")
			}
		}
		return true
	})
}

// counts finds, in one function, a wg.Add and a goroutine that begins with
// `defer wg.Done()`.
func (i *idioms) counts(body *ast.BlockStmt) {
	added := map[string]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if receiver := methodCall(n, "Add"); receiver != "" && len(n.Args) == 1 {
				added[receiver] = true
			}
		case *ast.GoStmt:
			lit, ok := n.Call.Fun.(*ast.FuncLit)
			if !ok || len(lit.Body.List) == 0 {
				return true
			}
			if d, ok := lit.Body.List[0].(*ast.DeferStmt); ok && added[methodCall(d.Call, "Done")] {
				wg := methodCall(d.Call, "Done")
				i.stale(n, wg+".Add, go and defer "+wg+".Done() are one call since Go 1.25: "+wg+".Go(func() { ... })")
			}
		}
		return true
	})
}

// call finds calls of functions that have had their day.
func (i *idioms) call(n *ast.CallExpr) {
	switch {
	case isSelector(n.Fun, "rand", "Seed"):
		i.stale(n, "rand.Seed is deprecated since Go 1.20: math/rand/v2 seeds itself; for a fixed sequence use rand.New(rand.NewPCG(1, 2))")
	case isSelector(n.Fun, "runtime", "GOMAXPROCS") && len(n.Args) == 1:
		if arg, ok := n.Args[0].(*ast.CallExpr); ok && isSelector(arg.Fun, "runtime", "NumCPU") {
			i.stale(n, "runtime.GOMAXPROCS(runtime.NumCPU()) turns off the default, which knows a container's limits since Go 1.25: leave it out")
		}
	case isTest(i.file) && isSelector(n.Fun, "time", "Sleep") && !i.bubbles.hold(n):
		i.report(n, "time.Sleep in a test is slow and proves nothing: put the test into a bubble, synctest.Test, where time costs nothing and synctest.Wait says when all is quiet; or wait for the event itself")
	}
}

// methodCall returns the receiver of a call of this method: group.wg of
// group.wg.Add(1). It returns "" for anything but a chain of names.
func methodCall(call *ast.CallExpr, method string) string {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != method {
		return ""
	}
	return chain(sel.X)
}

func chain(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		if x := chain(e.X); x != "" {
			return x + "." + e.Sel.Name
		}
	}
	return ""
}

func identName(e ast.Expr) string {
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}
