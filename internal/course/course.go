// Package course reads the course's tree: levels, topics, exercises and where
// their files are. It is pure data, read from the folders; it runs nothing.
package course

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Module is the path of the course's Go module, by which its root is known.
const Module = "example.com/mastery"

// ErrOutside says that a folder is not inside the course's repository.
var ErrOutside = errors.New("not inside the course: run this in the folder you cloned, or below it")

// A Course is the whole tree.
type Course struct {
	Root   string // absolute path of the repository
	Topics []*Topic
}

// A Level is a group of topics.
type Level struct {
	Number int
	Name   string
	Last   int // number of its last topic
}

// Levels are the six levels of the roadmap, in order.
var Levels = []Level{
	{1, "Foundations", 4},
	{2, "Essential patterns", 8},
	{3, "Advanced concepts", 12},
	{4, "Performance & optimization", 16},
	{5, "Real-world architectures", 20},
	{6, "God level", 24},
}

// LevelOf returns the level of the topic with this number.
func LevelOf(number int) Level {
	for _, l := range Levels {
		if number <= l.Last {
			return l
		}
	}
	return Levels[len(Levels)-1]
}

// A Topic is one numbered folder.
type Topic struct {
	Name      string // of the folder: 01-goroutines
	Number    int
	Title     string      // the first heading of its notes
	Dir       string      // absolute
	Examples  []string    // names, by file, in the order of the alphabet
	Predicts  []string    // names of the predict-then-run programs, likewise
	Exercises []*Exercise // in the order of exercises/README.md
}

// Level returns the level that the topic belongs to.
func (t *Topic) Level() Level { return LevelOf(t.Number) }

// An Exercise is one stub with all that belongs to it. Paths are absolute.
type Exercise struct {
	Topic string // name of its topic's folder
	Name  string
	Kind  string // warm-up, build, fix or challenge
	Time  string // what it takes, as the README says it: "15 minutes"
	Task  string // Markdown
	Hints []Hint
	Why   string          // Markdown: why the answer works, for after the pass
	Read  Link            // the notes to read first
	Fails map[string]Link // by verdict: the notes that explain it

	Dir      string // the exercises folder
	Stub     string // the file that the learner fills
	Pristine string // the stub as it came, which reset brings back
	Test     string
	Solution string
	Right    []string // other right answers
	Wrong    []string // answers that must be rejected
}

// ID returns the exercise's full name, 01-goroutines/gather.
func (e *Exercise) ID() string { return e.Topic + "/" + e.Name }

// TestPrefix returns how the names of all the exercise's tests begin.
func (e *Exercise) TestPrefix() string {
	return "Test" + strings.ToUpper(e.Name[:1]) + e.Name[1:]
}

// Package returns the pattern under which Go finds the exercise from the
// repository's root.
func (e *Exercise) Package() string { return "./" + e.Topic + "/exercises" }

// Command returns what a learner types to run the exercise's tests bare.
func (e *Exercise) Command() string {
	return fmt.Sprintf("go test %s -run %s", e.Package(), e.TestPrefix()[len("Test"):])
}

// A Hint is one step of help, from a question to the whole recipe.
type Hint struct {
	Title string `json:"title"` // "a question"
	Text  string `json:"text"`  // Markdown
}

// A Link is a place in the notes.
type Link struct {
	Title string
	Path  string // from the repository's root, slash-separated, with #anchor
}

// Root returns the repository's root: the nearest folder, from dir upwards,
// whose go.mod is the course's. It fails with ErrOutside.
func Root(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for {
		if isRoot(dir) {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", ErrOutside
		}
		dir = parent
	}
}

func isRoot(dir string) bool {
	f, err := os.Open(filepath.Join(dir, "go.mod"))
	if err != nil {
		return false
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if fields := strings.Fields(lines.Text()); len(fields) >= 2 && fields[0] == "module" {
			return strings.Trim(fields[1], `"`) == Module
		}
	}
	return false
}

var topicName = regexp.MustCompile(`^(\d\d)-[a-z0-9-]+$`)

// Load reads the tree below root. Topics that are not written yet are not
// there, and that is no error; a topic that can't be read is.
func Load(root string) (*Course, error) {
	entries, err := os.ReadDir(root)
	if err != nil {
		return nil, err
	}
	c := &Course{Root: root}
	for _, entry := range entries {
		match := topicName.FindStringSubmatch(entry.Name())
		if match == nil || !entry.IsDir() {
			continue
		}
		dir := filepath.Join(root, entry.Name())
		if _, err := os.Stat(filepath.Join(dir, "README.md")); errors.Is(err, fs.ErrNotExist) {
			continue // begun, not yet a topic
		}
		number, _ := strconv.Atoi(match[1])
		t, err := loadTopic(dir, entry.Name(), number)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", entry.Name(), err)
		}
		c.Topics = append(c.Topics, t)
	}
	return c, nil
}

func loadTopic(dir, name string, number int) (*Topic, error) {
	t := &Topic{Name: name, Number: number, Dir: dir, Title: name}
	notes, err := os.ReadFile(filepath.Join(dir, "README.md"))
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(string(notes)) {
		if title, ok := strings.CutPrefix(line, "# "); ok {
			t.Title = strings.TrimSpace(title)
			break
		}
	}
	t.Examples = goFiles(filepath.Join(dir, "examples"), "main.go")
	t.Predicts = goFiles(filepath.Join(dir, "examples", "testdata", "predict"), "")
	exercises := filepath.Join(dir, "exercises")
	text, err := os.ReadFile(filepath.Join(exercises, "README.md"))
	if errors.Is(err, fs.ErrNotExist) {
		return t, nil
	}
	if err != nil {
		return nil, err
	}
	t.Exercises, err = parseExercises(string(text), name)
	if err != nil {
		return nil, fmt.Errorf("exercises/README.md: %w", err)
	}
	for _, e := range t.Exercises {
		e.locate(exercises)
	}
	return t, nil
}

// GoFiles returns the paths of the Go files that lie directly in dir, in the
// order of the alphabet; of a folder that is not there, none. It is not a
// filepath.Glob, which finds nothing when the repository lies below a folder
// with a bracket in its name.
func GoFiles(dir string) []string {
	entries, _ := os.ReadDir(dir)
	var files []string
	for _, entry := range entries {
		if !entry.IsDir() && strings.HasSuffix(entry.Name(), ".go") {
			files = append(files, filepath.Join(dir, entry.Name()))
		}
	}
	return files
}

// goFiles returns the names, without .go, of the programs in dir but for tests
// and the file except.
func goFiles(dir, except string) []string {
	var names []string
	for _, f := range GoFiles(dir) {
		base := filepath.Base(f)
		if base != except && !strings.HasSuffix(base, "_test.go") {
			names = append(names, strings.TrimSuffix(base, ".go"))
		}
	}
	return names
}

func (e *Exercise) locate(dir string) {
	e.Dir = dir
	e.Stub = filepath.Join(dir, e.Name+".go")
	e.Pristine = filepath.Join(dir, "testdata", e.Name, "stub.go")
	e.Test = filepath.Join(dir, e.Name+"_test.go")
	e.Solution = filepath.Join(dir, "solutions", e.Name+".go")
	e.Right = GoFiles(filepath.Join(dir, "testdata", e.Name, "right"))
	e.Wrong = GoFiles(filepath.Join(dir, "testdata", e.Name, "wrong"))
}

// Exercises returns all exercises in the order of the course.
func (c *Course) Exercises() []*Exercise {
	var all []*Exercise
	for _, t := range c.Topics {
		all = append(all, t.Exercises...)
	}
	return all
}

// Short returns the shortest name that Exercise takes for e: gather, or
// 07-fan-out-fan-in/merge where another topic has a merge too.
func (c *Course) Short(e *Exercise) string {
	for _, other := range c.Exercises() {
		if other != e && other.Name == e.Name {
			return e.ID()
		}
	}
	return e.Name
}

// Topic returns the topic of this name or number: 01-goroutines, goroutines,
// 01 or 1; a path to its folder or its exercises will do. An unknown name gets
// an error that suggests near ones.
func (c *Course) Topic(name string) (*Topic, error) {
	want := strings.Trim(strings.TrimPrefix(clean(name), "./"), "/.")
	want = strings.TrimSuffix(want, "/exercises")
	for _, t := range c.Topics {
		if want == t.Name || want == t.Name[3:] || want == t.Name[:2] || want == strconv.Itoa(t.Number) {
			return t, nil
		}
	}
	return nil, unknown("topic", name, c.NearTopics(want))
}

// Exercise returns the exercise of this name: gather, 01-goroutines/gather,
// 1/gather or the path of its file. Names may stand in several topics; then the
// bare one is refused with an error that lists the full ones.
func (c *Course) Exercise(name string) (*Exercise, error) {
	want := strings.TrimSuffix(strings.TrimPrefix(clean(name), "./"), ".go")
	want = strings.Replace(want, "/exercises/", "/", 1)
	if topic, rest, ok := strings.Cut(want, "/"); ok {
		t, err := c.Topic(topic)
		if err != nil {
			return nil, err
		}
		return pick(t.Exercises, rest)
	}
	return pick(c.Exercises(), want)
}

// clean makes one form of a name however it was typed: on Windows the shell
// completes paths with backslashes.
func clean(name string) string { return strings.ToLower(filepath.ToSlash(name)) }

// NearTopics returns the names of the topics that are most like name, as
// Nearest has it.
func (c *Course) NearTopics(name string) []string {
	var bare, full []string
	for _, t := range c.Topics {
		bare, full = append(bare, t.Name[3:]), append(full, t.Name)
	}
	var near []string
	for _, n := range append(Nearest(name, bare), Nearest(name, full)...) {
		if i := slices.Index(bare, n); i >= 0 {
			n = full[i]
		}
		if !slices.Contains(near, n) && len(near) < 3 {
			near = append(near, n)
		}
	}
	return near
}

func pick(from []*Exercise, name string) (*Exercise, error) {
	var found []*Exercise
	var names, full []string
	for _, e := range from {
		names = append(names, e.Name)
		if e.Name == name {
			found = append(found, e)
			full = append(full, e.ID())
		}
	}
	switch len(found) {
	case 0:
		return nil, unknown("exercise", name, Nearest(name, names))
	case 1:
		return found[0], nil
	default:
		return nil, fmt.Errorf("%q is an exercise of several topics: say %s", name, strings.Join(full, " or "))
	}
}

// Find returns the exercises that a name stands for: those of a topic, or the
// one exercise. An unknown name gets an error that suggests near ones of both.
func (c *Course) Find(name string) ([]*Exercise, error) {
	if t, err := c.Topic(name); err == nil {
		return t.Exercises, nil
	}
	e, err := c.Exercise(name)
	if err == nil {
		return []*Exercise{e}, nil
	}
	if u := (*unknownError)(nil); errors.As(err, &u) && !strings.Contains(clean(name), "/") {
		return nil, unknown("exercise or topic", name, append(u.near, c.NearTopics(name)...))
	}
	return nil, err
}

// An unknownError says that there is nothing of a name.
type unknownError struct {
	what, name string
	near       []string
}

func unknown(what, name string, near []string) error { return &unknownError{what, name, near} }

func (e *unknownError) Error() string {
	if len(e.near) > 0 {
		return fmt.Sprintf("there is no %s %q; did you mean %s?", e.what, e.name, strings.Join(e.near, " or "))
	}
	return fmt.Sprintf("there is no %s %q; `go run . list` shows what there is", e.what, e.name)
}

// Nearest returns up to three of the known names that are most like name: those
// that begin with it or contain it, else those a few typing errors away.
func Nearest(name string, known []string) []string {
	type candidate struct {
		name     string
		distance int
	}
	name = strings.ToLower(name)
	var near []candidate
	for _, k := range known {
		d := distance(name, strings.ToLower(k))
		if len(name) > 1 && strings.Contains(strings.ToLower(k), name) {
			d = 0
		}
		if d <= max(1, len(name)/3) {
			near = append(near, candidate{k, d})
		}
	}
	slices.SortStableFunc(near, func(a, b candidate) int { return a.distance - b.distance })
	var names []string
	for _, n := range near {
		if !slices.Contains(names, n.name) && len(names) < 3 {
			names = append(names, n.name)
		}
	}
	return names
}

// distance is the optimal string alignment distance: insertions, deletions,
// replacements and swaps of neighbours that turn a into b, no letter being
// touched twice. It is no metric: ca→ac→abc takes two steps, ca→abc three.
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
