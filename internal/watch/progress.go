package watch

import (
	"errors"
	"os"
	"path/filepath"
	"sync"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
	"example.com/mastery/internal/learner"
)

// Progress is the learner's store as the loop uses it: one change at a time,
// and a record that can't be read is a warning, not an end.
type progress struct {
	course *course.Course

	mu       sync.Mutex // guards all below, and each read-change-write of the store
	store    *learner.Store
	warnings []string
}

func newProgress(c *course.Course, store *learner.Store) *progress {
	return &progress{course: c, store: store}
}

// current returns the first exercise that has not passed or, when all have, the
// last one. It is where the companion's other commands are too.
func (p *progress) current() *course.Exercise {
	all := p.course.Exercises()
	for _, e := range all {
		if p.state(e) != learner.Passed {
			return e
		}
	}
	return all[len(all)-1]
}

// record returns what is remembered of e; a broken record counts as none.
func (p *progress) record(e *course.Exercise) (learner.Record, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	r, err := p.store.Record(e)
	return r, p.warn(err)
}

// state says where the learner stands with e. What can't be read counts as
// untouched.
func (p *progress) state(e *course.Exercise) learner.State {
	p.mu.Lock()
	defer p.mu.Unlock()
	s, err := p.store.State(e)
	_ = p.warn(err)
	return s
}

// states says where the learner stands with every exercise, by ID.
func (p *progress) states() map[string]learner.State {
	states := map[string]learner.State{}
	for _, e := range p.course.Exercises() {
		states[e.ID()] = p.state(e)
	}
	return states
}

// graded remembers a result and returns the text that it is of. If the
// learner's text is not the graded one any more, nothing is remembered and
// current is false.
func (p *progress) graded(e *course.Exercise, r grade.Result) (text string, current bool, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now, err := os.ReadFile(e.Stub)
	if err != nil || learner.Sum(now) != r.Sum {
		return "", false, nil // a save is on its way and will be graded
	}
	return string(now), true, p.warn(p.store.Graded(e, r))
}

func (p *progress) hinted(e *course.Exercise, n int) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.warn(p.store.Hinted(e, n))
}

// reset brings the stub back. kept is where the learner's text lies now,
// relative to the course's root; empty if there was nothing to keep.
func (p *progress) reset(e *course.Exercise) (kept string, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	kept, err = p.store.Reset(e)
	if rel, relErr := filepath.Rel(p.course.Root, kept); kept != "" && relErr == nil {
		kept = rel
	}
	return kept, err
}

// warn keeps a broken record's message for the screen. Any other error it
// returns.
func (p *progress) warn(err error) error {
	broken := (*learner.BrokenError)(nil)
	if errors.As(err, &broken) {
		p.warnings = append(p.warnings, broken.Error())
		return nil
	}
	return err
}

// warned returns the warnings that came up since it was last called.
func (p *progress) warned() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	w := p.warnings
	p.warnings = nil
	return w
}
