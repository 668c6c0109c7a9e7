// Package predict asks what small programs do, and finds out by running them.
//
// A topic's programs lie in examples/testdata/predict. Each announces its own
// answer in a comment at its end, and a test holds every announced answer
// against what happens: a program is run many times, under GOMAXPROCS 1, 2 and
// 4, as it is and with the race detector.
package predict

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// A Verdict is what a program does.
type Verdict string

// The verdicts that a program may announce.
const (
	Prints    Verdict = "prints"    // main returns, and every run prints the same
	Orders    Verdict = "orders"    // main returns, and every run prints the same lines in an order of its own
	Deadlocks Verdict = "deadlocks" // nothing can run any more, and the runtime says so
	Panics    Verdict = "panics"    // a panic or a fatal error ends it
	Races     Verdict = "races"     // the race detector sees two accesses that nothing orders
	Leaks     Verdict = "leaks"     // main returns while another goroutine is blocked for good
)

// What else may happen. No program may announce these.
const (
	Hangs  Verdict = "hangs"  // it never ends, or prints without end
	Exits  Verdict = "exits"  // it ends its own process with a status that is not 0
	Varies Verdict = "varies" // not every run does the same
)

// A Program is one question with its announced answer.
type Program struct {
	Name    string  `json:"name"`    // of its file, without .go
	Title   string  `json:"title"`   // the question in a few words
	File    string  `json:"file"`    // absolute path
	Source  string  `json:"source"`  // what the learner sees: the file up to the answer
	Verdict Verdict `json:"verdict"` // the announced answer
	// Output is what it prints, line by line. Programs that deadlock, panic or
	// race may leave it out, where it does not matter.
	Output []string `json:"output,omitempty"`
	Panic  string   `json:"panic,omitempty"` // what its panic message contains
	Why    string   `json:"why"`             // on one line
}

// Load reads the programs of the topic in folder dir, in the order of the
// alphabet. A topic without any is no error; a program whose title or answer
// can't be read is one, which names file and line.
func Load(dir string) ([]Program, error) {
	files, err := filepath.Glob(filepath.Join(dir, "examples", "testdata", "predict", "*.go"))
	if err != nil {
		return nil, err
	}
	var programs []Program
	for _, file := range files {
		p, err := loadFile(file)
		if err != nil {
			return nil, err
		}
		programs = append(programs, p)
	}
	return programs, nil
}

// loadFile reads one program.
func loadFile(file string) (Program, error) {
	file, err := filepath.Abs(file)
	if err != nil {
		return Program{}, err
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return Program{}, err
	}
	if err := checkSource(file, text); err != nil {
		return Program{}, err
	}
	return parse(file, string(text))
}

// checkSource makes sure that the file can be run: a package main with a func
// main, which needs nothing but the standard library.
func checkSource(file string, text []byte) error {
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, file, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	if parsed.Name.Name != "main" {
		return fmt.Errorf("%s: package %s: must be package main", fset.Position(parsed.Name.Pos()), parsed.Name.Name)
	}
	for _, spec := range parsed.Imports {
		first, _, _ := strings.Cut(strings.Trim(spec.Path.Value, "`\""), "/")
		if strings.Contains(first, ".") {
			return fmt.Errorf("%s: imports %s: use the standard library only", fset.Position(spec.Pos()), spec.Path.Value)
		}
	}
	for _, decl := range parsed.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "main" {
			return nil
		}
	}
	return fmt.Errorf("%s:1: has no func main", file)
}
