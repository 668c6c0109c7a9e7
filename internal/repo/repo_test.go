package repo

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
	"golang.org/x/tools/txtar"

	"example.com/mastery/internal/course"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// TestRepository holds the rules against the repository that this file is in.
func TestRepository(t *testing.T) {
	root, err := course.Root(".")
	require.NoError(t, err)
	tree, err := Open(root)
	require.NoError(t, err)
	tree.Clean = os.Getenv("CI") != ""
	for _, rule := range Rules {
		t.Run(rule.Name, func(t *testing.T) {
			if rule.Name == "Outputs" && testing.Short() {
				t.Skip("runs every command of the notes")
			}
			for _, p := range rule.Check(tree) {
				t.Error(p) // one line a problem, as compilers print theirs
			}
		})
	}
}

// TestCleanCourse: no rule finds fault with the course in testdata. The tests
// below plant one fault each, so they show that the fault is what is found.
func TestCleanCourse(t *testing.T) {
	tree := plant(t)
	tree.Clean = true
	for _, rule := range Rules {
		require.Empty(t, rule.Check(tree), rule.Name)
	}
}

// TestNothingWritten: in a repository with no topic the topics' rules hold.
func TestNothingWritten(t *testing.T) {
	root := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(root, "go.mod"), []byte("module "+course.Module+"\n"), 0o644))
	tree, err := Open(root)
	require.NoError(t, err)
	for _, rule := range Rules {
		if rule.Name == "Map" {
			continue // the two documents it is about must be there
		}
		require.Empty(t, rule.Check(tree), rule.Name)
	}
}

// TestHalfFilledStub: whatever a learner writes into a stub breaks no rule.
func TestHalfFilledStub(t *testing.T) {
	tree := plant(t, put("01-demo/exercises/gather.go", "package exercises\n\nimport \"github.com/x/y\"\n\nfunc gather() { x := interface{"))
	for _, rule := range Rules {
		require.Empty(t, rule.Check(tree), rule.Name)
	}
	require.True(t, personal("go test ./01-demo/exercises"))
	require.False(t, tree.pristine())
	require.True(t, plant(t).pristine())

	tree.Clean = true // but a clean tree has no filled stub
	require.Contains(t, Exercises(tree)[0].Text, "differs from its pristine copy")
}

func TestProblemPrintsAsCompilersDo(t *testing.T) {
	require.Equal(t, "a/b.go:7: wrong", Problem{"a/b.go", 7, "wrong"}.String())
	require.Equal(t, "a/b.go: wrong", Problem{File: "a/b.go", Text: "wrong"}.String())
}

// A change plants a fault in a copy of the course.
type change func(t *testing.T, root string)

// plant writes the course in testdata, with changes, into a folder of the
// test's own and opens it.
func plant(t *testing.T, changes ...change) *Tree {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "course.txtar"))
	require.NoError(t, err)
	root := t.TempDir()
	for _, f := range archive.Files {
		put(f.Name, string(f.Data))(t, root)
	}
	for _, c := range changes {
		c(t, root)
	}
	tree, err := Open(root)
	require.NoError(t, err)
	return tree
}

// put writes a file.
func put(name, text string) change {
	return func(t *testing.T, root string) {
		t.Helper()
		file := filepath.Join(root, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	}
}

// edit replaces a text in a file, which must be there.
func edit(name, old, text string) change {
	return func(t *testing.T, root string) {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		require.NoError(t, err)
		require.Contains(t, string(data), old)
		put(name, strings.ReplaceAll(string(data), old, text))(t, root)
	}
}

// cut ends a file where a text, which must be there, begins, with another text.
func cut(name, from, text string) change {
	return func(t *testing.T, root string) {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		require.NoError(t, err)
		kept, _, found := strings.Cut(string(data), from)
		require.True(t, found)
		put(name, kept+text)(t, root)
	}
}

// remove removes a file or folder, which must be there.
func remove(name string) change {
	return func(t *testing.T, root string) {
		t.Helper()
		file := filepath.Join(root, filepath.FromSlash(name))
		require.FileExists(t, file)
		require.NoError(t, os.RemoveAll(file))
	}
}

// A fault is one that a rule must find.
type fault struct {
	name   string
	change change
	at     string // "file:line" of the problem, or "file"
	says   string // part of its text
}

// finds plants each fault by itself and looks for the problem. Others may follow
// from the same fault; that none is found without one, TestCleanCourse shows.
func finds(t *testing.T, rule func(*Tree) []Problem, faults []fault) {
	t.Helper()
	for _, f := range faults {
		t.Run(f.name, func(t *testing.T) {
			problems := rule(plant(t, f.change))
			require.True(t, slices.ContainsFunc(problems, func(p Problem) bool {
				return strings.HasPrefix(p.String(), f.at+": ") && strings.Contains(p.Text, f.says)
			}), "want %s: ...%s...\ngot %v", f.at, f.says, problems)
		})
	}
}
