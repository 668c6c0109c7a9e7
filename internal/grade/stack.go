package grade

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"example.com/mastery/internal/course"
)

// A frame is one call in a stack.
type frame struct {
	function string // as the runtime prints it, without the arguments
	file     string
	line     int
}

// A goroutine is one entry of a goroutine dump.
type goroutine struct {
	id      int
	state   string // "chan send", "sync.Mutex.Lock", "running"
	bubble  bool   // it belongs to a synctest bubble
	frames  []frame
	created *frame // where it was started; nil for the first goroutine
}

var (
	goroutineHead = regexp.MustCompile(`^goroutine (\d+)(?: gp=\S+ m=\S+(?: mp=\S+)?)? \[([^\]]*)\]:$`)
	place         = regexp.MustCompile(`^\s+(.+\.(?:go|s)):(\d+)(?: \+0x[0-9a-f]+)?$`)
	creator       = regexp.MustCompile(`^created by (.+?)(?: in goroutine \d+)?$`)
)

// parseGoroutines reads the goroutine dumps in text. What is not part of one is
// passed over.
func parseGoroutines(text string) []goroutine {
	var all []goroutine
	var current *goroutine
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if match := goroutineHead.FindStringSubmatch(line); match != nil {
			id, _ := strconv.Atoi(match[1])
			all = append(all, goroutine{id: id})
			current = &all[len(all)-1]
			current.setState(match[2])
			continue
		}
		if current == nil {
			continue
		}
		if strings.TrimSpace(line) == "" {
			current = nil
			continue
		}
		match := place.FindStringSubmatch(line)
		if match == nil || i == 0 {
			continue
		}
		n, _ := strconv.Atoi(match[2])
		f := frame{function: lines[i-1], file: match[1], line: n}
		if by := creator.FindStringSubmatch(f.function); by != nil {
			f.function = by[1]
			current.created = &f
			continue
		}
		if end := strings.LastIndex(f.function, "("); end > 0 {
			f.function = f.function[:end]
		}
		current.frames = append(current.frames, f)
	}
	return all
}

// setState takes the words in brackets: "chan send (durable), 2 minutes,
// synctest bubble 3".
func (g *goroutine) setState(words string) {
	for i, part := range strings.Split(words, ", ") {
		switch {
		case i == 0:
			g.state = strings.TrimSuffix(part, " (durable)")
		case strings.HasPrefix(part, "synctest bubble"):
			g.bubble = true
		}
	}
}

// waits reports whether the goroutine can't go on by itself.
func (g *goroutine) waits() bool {
	for _, prefix := range []string{"chan ", "select", "sync.", "semacquire", "synctest."} {
		if strings.HasPrefix(g.state, prefix) {
			return true
		}
	}
	return false
}

// settles reports whether a test's goroutine looks whether the others rest.
func (g *goroutine) settles() bool {
	return slices.ContainsFunc(g.frames, func(f frame) bool {
		return strings.HasPrefix(f.function, course.Module+"/internal/settle.")
	})
}

// in returns the first frame whose file lies directly in folder dir, the
// learner's own if own is set: not a test.
func (g *goroutine) in(dir string, own bool) *frame {
	for i := range g.frames {
		if g.frames[i].in(dir, own) {
			return &g.frames[i]
		}
	}
	return nil
}

func (f *frame) in(dir string, own bool) bool {
	return f != nil && filepath.Dir(filepath.FromSlash(f.file)) == dir &&
		(!own || !strings.HasSuffix(f.file, "_test.go"))
}

// at says where the frame is, with the text of its line: "gather.go:23:
// results <- v". Under an overlay the compiler names the file it stands for,
// so the text is read from replaced, when that is where it comes from.
func (f *frame) at(replaced map[string]string) string {
	file := filepath.FromSlash(f.file)
	where := fmt.Sprintf("%s:%d", filepath.Base(file), f.line)
	if r, ok := replaced[file]; ok {
		file = r
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return where
	}
	lines := strings.Split(string(text), "\n")
	if f.line < 1 || f.line > len(lines) {
		return where
	}
	return where + ": " + strings.TrimSpace(lines[f.line-1])
}
