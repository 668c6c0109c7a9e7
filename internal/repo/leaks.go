package repo

import (
	"go/ast"
	"maps"
	"slices"
	"strings"
)

// Leaks checks that every package with tests has a TestMain that lets goleak
// look for goroutines left behind. Exercises are excepted: their graders use
// the standard library only, and check for leaks themselves.
func Leaks(t *Tree) []Problem {
	tests := byPackage(t.filter(func(f string) bool {
		return isTest(f) && !t.inNested(f) && !inTestdata(f) && kindOf(f) != "exercise"
	}))
	var problems []Problem
	for _, dir := range slices.Sorted(maps.Keys(tests)) {
		if !slices.ContainsFunc(tests[dir], t.checksLeaks) {
			problems = append(problems, Problem{
				File: tests[dir][0],
				Text: "no test file of this package has `func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }`: add it, so that a goroutine left behind fails the tests",
			})
		}
	}
	return problems
}

// checksLeaks reports whether a file has a TestMain that calls goleak.
func (t *Tree) checksLeaks(file string) bool {
	parsed, err := t.parse(file)
	if err != nil {
		return true // the compiler says so
	}
	for _, d := range parsed.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Name.Name != "TestMain" || fn.Recv != nil {
			continue
		}
		found := false
		ast.Inspect(fn, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				id, ok := sel.X.(*ast.Ident)
				found = found || ok && id.Name == "goleak" && strings.HasPrefix(sel.Sel.Name, "Verify")
			}
			return true
		})
		return found
	}
	return false
}
