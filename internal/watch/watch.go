// Package watch is the learning loop: it shows one exercise, grades it at every
// save, and says what came of it. In a terminal it is a full-screen program
// with keys; without one it prints plain lines.
//
// What runs beside what: the Model is deterministic and belongs to the event
// loop of Bubble Tea. Everything that takes time (grading, an editor, reading
// files) runs in a task and comes back as a message. The saver notices saves
// in a goroutine of its own. Run starts all of them, and returns after the
// last of them has ended.
package watch

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/charmbracelet/x/term"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
	"example.com/mastery/internal/learner"
)

// ErrEmpty says that the course has no exercise to watch.
var ErrEmpty = errors.New("the course has no exercises yet")

// Options say where to begin and what to use. The zero value watches the
// current exercise in the process's own terminal.
type Options struct {
	// Start names the exercise to begin with. Empty means the current one.
	Start string
	// Poll looks at the file four times a second and asks for no
	// notifications: for network drives that send none. Without it the loop
	// still looks every two seconds, in case a notification was lost.
	Poll bool
	// In and Out are the terminal. Nil means standard input and output. Unless
	// both are terminals the loop prints plain lines to Out.
	In, Out *os.File
	// Picture draws the execution of an exercise as it stands and returns the
	// path of the file. Nil hides its key.
	Picture func(ctx context.Context, e *course.Exercise) (path string, err error)

	// grade replaces grade.Grade in tests.
	grade gradeFunc
}

// A gradeFunc grades an exercise as grade.Grade does. When ctx ends it has to
// kill what it started, and then return.
type gradeFunc func(ctx context.Context, c *course.Course, e *course.Exercise, o grade.Options) (grade.Result, error)

// Run watches until the learner quits, ctx ends, or a signal asks the process
// to end; all of these are a normal end and return nil. When it returns, no
// goroutine and no process that it started is left, and the terminal is as it
// was.
func Run(ctx context.Context, c *course.Course, store *learner.Store, opts Options) error {
	if opts.In == nil {
		opts.In = os.Stdin
	}
	if opts.Out == nil {
		opts.Out = os.Stdout
	}
	if opts.grade == nil {
		opts.grade = grade.Grade
	}
	if len(c.Exercises()) == 0 {
		return ErrEmpty
	}
	progress := newProgress(c, store)
	start := progress.current()
	if opts.Start != "" {
		var err error
		if start, err = c.Exercise(opts.Start); err != nil {
			return err
		}
	}
	tasks := newTasks(ctx)
	defer tasks.end()
	saver, err := newSaver(stubs(c), opts.Poll)
	if err != nil {
		return fmt.Errorf("watching the exercises: %w", err)
	}
	b := &backend{course: c, progress: progress, tasks: tasks, saver: saver, grade: opts.grade, picture: opts.Picture}
	if interactive(opts) {
		defer stopHighlighting()
		return runTerminal(ctx, b, start, opts)
	}
	return runPlain(ctx, b, start, opts.Out)
}

// interactive reports whether keys can be read and a screen can be drawn.
func interactive(o Options) bool {
	return term.IsTerminal(o.In.Fd()) && term.IsTerminal(o.Out.Fd()) && os.Getenv("TERM") != "dumb"
}

// stubs lists the files that the learner saves.
func stubs(c *course.Course) []string {
	var files []string
	for _, e := range c.Exercises() {
		files = append(files, e.Stub)
	}
	return files
}
