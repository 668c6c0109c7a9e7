package repo

import (
	"go/ast"
	"slices"
)

// bubbles knows which code of a package's tests runs in a bubble of
// testing/synctest, as far as one can tell by looking:
//
//   - a function literal that is passed to synctest.Test;
//   - a function literal that is passed to a function of the package's tests
//     which itself calls synctest.Test and takes a function;
//   - a function of the package's tests, passed or called by name, if each use
//     of its name is in a bubble or an argument as above.
type bubbles struct {
	tree     *Tree
	wrappers map[string]bool // functions that run their argument in a bubble
	inside   []ast.Node
}

func (b *bubbles) read(files []string) {
	b.wrappers = map[string]bool{}
	var parsed []*ast.File
	for _, f := range files {
		if file, err := b.tree.parse(f); err == nil && isTest(f) {
			parsed = append(parsed, file)
		}
	}
	var functions []*ast.FuncDecl
	for _, file := range parsed {
		for _, d := range file.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
				functions = append(functions, fn)
				if wraps(fn) {
					b.wrappers[fn.Name.Name] = true
				}
			}
		}
	}
	named := map[*ast.Ident]bool{} // uses of a name as an argument that runs in a bubble
	for _, file := range parsed {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok && b.entered(call) {
				for _, arg := range call.Args {
					switch arg := arg.(type) {
					case *ast.FuncLit:
						b.inside = append(b.inside, arg)
					case *ast.Ident:
						named[arg] = true
					}
				}
			}
			return true
		})
	}
	for grown := true; grown; {
		grown = false
		for _, fn := range functions {
			if !slices.Contains(b.inside, ast.Node(fn)) && b.onlyInside(fn, parsed, named) {
				b.inside, grown = append(b.inside, fn), true
			}
		}
	}
}

// wraps reports whether a function takes a function and calls synctest.Test.
func wraps(fn *ast.FuncDecl) bool {
	takes := slices.ContainsFunc(fn.Type.Params.List, func(f *ast.Field) bool {
		_, ok := f.Type.(*ast.FuncType)
		return ok
	})
	calls := false
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		calls = calls || ok && isSelector(call.Fun, "synctest", "Test")
		return true
	})
	return takes && calls
}

// entered reports whether a call runs the functions it is given in a bubble.
func (b *bubbles) entered(call *ast.CallExpr) bool {
	return isSelector(call.Fun, "synctest", "Test") || b.wrappers[identName(call.Fun)]
}

// onlyInside reports whether fn's name is used, and nowhere outside bubbles.
func (b *bubbles) onlyInside(fn *ast.FuncDecl, files []*ast.File, named map[*ast.Ident]bool) bool {
	used, outside := false, false
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && id.Name == fn.Name.Name && id != fn.Name {
				used = true
				outside = outside || !named[id] && !b.hold(id)
			}
			return true
		})
	}
	return used && !outside
}

// hold reports whether n lies in a bubble.
func (b *bubbles) hold(n ast.Node) bool {
	return slices.ContainsFunc(b.inside, func(in ast.Node) bool { return in.Pos() <= n.Pos() && n.End() <= in.End() })
}
