package grade

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"

	"example.com/mastery/internal/course"
)

// An Overlay tells the go command which file to read in another's place. The
// paths are absolute: the go command silently ignores a key that matches
// nothing. An empty replacement hides the file.
type Overlay struct {
	Replace map[string]string
}

// For returns the overlay under which exercise e is alone in its package: the
// stubs and tests of the others are hidden, so that a file of theirs that does
// not compile, or a test that never ends, can't disturb. answer, when it is not
// empty, takes the place of e's stub.
func For(c *course.Course, e *course.Exercise, answer string) (Overlay, error) {
	o := Overlay{Replace: map[string]string{}}
	for _, other := range c.Exercises() {
		if other.Topic == e.Topic && other.Name != e.Name {
			o.Replace[other.Stub] = ""
			o.Replace[other.Test] = ""
		}
	}
	if answer == "" {
		return o, nil
	}
	answer, err := filepath.Abs(answer)
	if err != nil {
		return o, err
	}
	o.Replace[e.Stub] = answer
	return o, nil
}

// Answers returns the overlay that puts the reference answers into the places
// of all the course's stubs.
func Answers(c *course.Course) Overlay {
	o := Overlay{Replace: map[string]string{}}
	for _, e := range c.Exercises() {
		o.Replace[e.Stub] = e.Solution
	}
	return o
}

// WriteFile writes the overlay in the form that go's -overlay flag reads.
func (o Overlay) WriteFile(name string) error {
	data, err := json.MarshalIndent(o, "", "  ")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, append(data, '\n'), 0o644)
}

// Sources returns the Go files that are compiled when e is graded with answer
// in the place of its stub, sorted: what a remembered verdict depends on.
func (o Overlay) Sources(e *course.Exercise) []string {
	var sources []string
	for _, f := range course.GoFiles(e.Dir) {
		if _, ok := o.Replace[f]; !ok {
			sources = append(sources, f)
		}
	}
	for f, by := range o.Replace {
		if by != "" && filepath.Dir(f) == e.Dir { // f need not be there
			sources = append(sources, by)
		}
	}
	slices.Sort(sources)
	return sources
}
