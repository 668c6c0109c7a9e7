package repo

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"example.com/mastery/internal/course"
)

// A Tree is the repository as the rules see it: its files, read and parsed once
// whoever asks. It is for one goroutine.
type Tree struct {
	Root   string // absolute
	Course *course.Course
	// Clean says that nobody learns here: every stub must be as it came. CI
	// sets it; in a learner's tree a filled stub is what we hope for.
	Clean bool

	files   []string // of all files, sorted; paths are slash-separated, from the root
	dirs    map[string]bool
	nested  []string // folders with a go.mod of their own
	broken  error    // why Course is incomplete
	fset    *token.FileSet
	texts   map[string]string
	sources map[string]*source
	docs    map[string]*document
}

// source is a parsed Go file.
type source struct {
	file *ast.File
	err  error
}

// Open reads the tree below root. What .gitignore names is not part of it, nor
// is a folder whose name begins with an underscore, which is the learner's.
func Open(root string) (*Tree, error) {
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	t := &Tree{
		Root: root, dirs: map[string]bool{".": true}, fset: token.NewFileSet(),
		texts: map[string]string{}, sources: map[string]*source{}, docs: map[string]*document{},
	}
	if err := t.walk(); err != nil {
		return nil, err
	}
	if t.Course, t.broken = course.Load(root); t.broken != nil {
		t.Course = &course.Course{Root: root} // rule Exercises reports it
	}
	return t, nil
}

func (t *Tree) walk() error {
	ignored, err := ignores(filepath.Join(t.Root, ".gitignore"))
	if err != nil {
		return err
	}
	return filepath.WalkDir(t.Root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(t.Root, name)
		if err != nil || rel == "." {
			return err
		}
		rel = filepath.ToSlash(rel)
		if entry.Name() == ".git" || strings.HasPrefix(entry.Name(), "_") || ignored(entry.Name()) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if entry.IsDir() {
			t.dirs[rel] = true
			return nil
		}
		t.files = append(t.files, rel)
		if entry.Name() == "go.mod" && rel != "go.mod" {
			t.nested = append(t.nested, path.Dir(rel))
		}
		return nil
	})
}

// ignores reads .gitignore and returns whether a file or folder of this name is
// named there. It knows patterns of names; paths, with a slash inside, and
// exceptions are not for us.
func ignores(file string) (func(name string) bool, error) {
	text, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var patterns []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			patterns = append(patterns, strings.Trim(line, "/"))
		}
	}
	return func(name string) bool {
		return slices.ContainsFunc(patterns, func(p string) bool {
			ok, _ := path.Match(p, name)
			return ok
		})
	}, nil
}

// has reports whether there is such a file or folder, in exactly these letters:
// macOS and Windows find readme.md for README.md, GitHub does not.
func (t *Tree) has(name string) bool {
	_, found := slices.BinarySearch(t.files, name)
	return found || t.dirs[name]
}

// text returns a file's text with the line ends of Unix.
func (t *Tree) text(file string) string {
	text, ok := t.texts[file]
	if !ok {
		data, _ := os.ReadFile(filepath.Join(t.Root, filepath.FromSlash(file))) // a missing file is for rule Layout
		text = strings.ReplaceAll(string(data), "\r\n", "\n")
		t.texts[file] = text
	}
	return text
}

// lines returns a file's lines.
func (t *Tree) lines(file string) []string {
	return strings.Split(strings.TrimSuffix(t.text(file), "\n"), "\n")
}

// parse returns a Go file's syntax, comments included.
func (t *Tree) parse(file string) (*ast.File, error) {
	s, ok := t.sources[file]
	if !ok {
		parsed, err := parser.ParseFile(t.fset, file, t.text(file), parser.ParseComments|parser.SkipObjectResolution)
		s = &source{parsed, err}
		t.sources[file] = s
	}
	return s.file, s.err
}

// line returns the line of a position in a parsed file.
func (t *Tree) line(pos token.Pos) int { return t.fset.Position(pos).Line }

// doc returns a Markdown file, taken apart.
func (t *Tree) doc(file string) *document {
	d, ok := t.docs[file]
	if !ok {
		d = newDocument(t.text(file))
		t.docs[file] = d
	}
	return d
}

// topics returns the names of the topics: the numbered folders that have notes.
// One without is begun, and not a topic yet; internal/course sees it so too.
func (t *Tree) topics() []string {
	var names []string
	for _, f := range t.files {
		if path.Base(f) == "README.md" && topicName.MatchString(path.Dir(f)) {
			names = append(names, path.Dir(f))
		}
	}
	return names
}

var topicName = regexp.MustCompile(`^\d\d-[a-z0-9-]+$`)

// topicOf returns the topic that file lies in, or "".
func topicOf(file string) string {
	if top, _, ok := strings.Cut(file, "/"); ok && topicName.MatchString(top) {
		return top
	}
	return ""
}

// under returns the files below a folder, or the folder's own when deep is false.
func (t *Tree) under(dir string, deep bool) []string {
	var found []string
	for _, f := range t.files {
		rest, ok := strings.CutPrefix(f, dir+"/")
		if ok && (deep || !strings.Contains(rest, "/")) {
			found = append(found, f)
		}
	}
	return found
}

// documents returns the Markdown files that readers see.
func (t *Tree) documents() []string {
	return t.filter(func(f string) bool { return path.Ext(f) == ".md" && !inTestdata(f) })
}

// goFiles returns the Go files of the root module, without the learner's stubs
// and without what the machinery's tests keep as their material.
func (t *Tree) goFiles() []string {
	return t.filter(func(f string) bool {
		return path.Ext(f) == ".go" && !isStub(f) && !t.inNested(f) && (topicOf(f) != "" || !inTestdata(f))
	})
}

func (t *Tree) filter(keep func(string) bool) []string {
	var kept []string
	for _, f := range t.files {
		if keep(f) {
			kept = append(kept, f)
		}
	}
	return kept
}

func (t *Tree) inNested(file string) bool {
	return slices.ContainsFunc(t.nested, func(dir string) bool { return strings.HasPrefix(file, dir+"/") })
}

func inTestdata(file string) bool { return slices.Contains(strings.Split(file, "/"), "testdata") }

// isStub reports whether file is one that a learner fills: no rule reads it, or
// a half-done exercise would break the repository's own checks. The pristine
// stub below testdata stands for it.
func isStub(file string) bool {
	topic := topicOf(file)
	return topic != "" && path.Dir(file) == topic+"/exercises" &&
		path.Ext(file) == ".go" && !strings.HasSuffix(file, "_test.go")
}

// byPackage returns files by the folder they lie in.
func byPackage(files []string) map[string][]string {
	dirs := map[string][]string{}
	for _, f := range files {
		dirs[path.Dir(f)] = append(dirs[path.Dir(f)], f)
	}
	return dirs
}

// from returns an absolute path as the rules write it.
func (t *Tree) from(absolute string) string {
	rel, err := filepath.Rel(t.Root, absolute)
	if err != nil {
		return absolute
	}
	return filepath.ToSlash(rel)
}
