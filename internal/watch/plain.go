package watch

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
	"example.com/mastery/internal/learner"
)

// plainWidth is where plain lines are broken: they may go to a file.
const plainWidth = 80

// runPlain is the loop without a terminal: it grades start and then whichever
// exercise is saved, and prints what came of it. It ends with ctx or a signal.
func runPlain(ctx context.Context, b *backend, start *course.Exercise, out io.Writer) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	defer context.AfterFunc(ctx, func() { stop(); b.tasks.cancel() })() // a second signal kills
	b.tasks.run(b.saver.run)
	p := &plainLoop{b: b, out: out, graded: make(chan gradedMsg)}
	p.print("Watching %s. Save %s and it is graded; so is any other exercise that you save. Ctrl-C ends.\n",
		start.ID(), relative(b.course.Root, start.Stub))
	p.start(start)
	for p.err == nil {
		select {
		case <-ctx.Done():
			b.tasks.end()
			return nil
		case s, ok := <-b.saver.out:
			if ok {
				p.onSave(s)
			}
		case msg := <-p.graded:
			p.onGraded(msg)
		}
	}
	b.tasks.end()
	return p.err
}

// A plainLoop is the state of runPlain.
type plainLoop struct {
	b      *backend
	out    io.Writer
	err    error // of the first write that failed
	e      *course.Exercise
	run    int
	cancel context.CancelFunc
	graded chan gradedMsg
}

func (p *plainLoop) print(format string, args ...any) {
	if _, err := fmt.Fprintf(p.out, format, args...); err != nil && p.err == nil {
		p.err = err
	}
}

// start grades e; what is graded now is killed.
func (p *plainLoop) start(e *course.Exercise) {
	p.stop()
	p.run++
	p.e = e
	ctx, cancel := context.WithCancel(p.b.tasks.ctx)
	p.cancel = cancel
	run := p.run
	for _, w := range p.b.progress.warned() {
		p.print("%s\n", w)
	}
	p.print("\ngrading %s\n", e.ID())
	p.b.tasks.run(func(context.Context) { // ends with the grading
		msg := p.b.gradeNow(ctx, e, grade.Options{})
		msg.run = run
		select {
		case p.graded <- msg:
		case <-ctx.Done():
		}
	})
}

func (p *plainLoop) stop() {
	if p.cancel != nil {
		p.cancel()
	}
}

func (p *plainLoop) onSave(s save) {
	for _, e := range p.b.course.Exercises() {
		switch {
		case e.Stub != s.path:
		case s.settled:
			p.start(e)
		case e == p.e:
			p.stop()
		}
	}
}

func (p *plainLoop) onGraded(msg gradedMsg) {
	switch {
	case msg.run != p.run:
		return
	case msg.stale:
		p.start(p.e)
		return
	case msg.err != nil:
		p.print("%s: no verdict: %s\n", p.e.ID(), clean(msg.err.Error()))
		return
	}
	r := msg.result
	p.print("%s: %s (%.1f s)\n", p.e.ID(), r.Verdict, r.Time.Seconds())
	if msg.unsaved != nil {
		p.print("The verdict could not be written down: %v\n", msg.unsaved)
	}
	if r.Verdict != passed {
		p.print("%s\n", strings.Join(explain(r, msg.text, p.e.Stub, plainWidth), "\n"))
		if r.NotesRef != "" {
			p.print(" notes: %s\n", r.NotesRef)
		}
		return
	}
	p.print("%s\n%s\n\n", fold(proved(r), plainWidth, " "), strings.Join(why(p.e, plainWidth), "\n"))
	next := p.b.progress.current()
	if p.b.progress.state(next) == learner.Passed {
		p.print("%s\n", fold(strings.Join(whatNext(p.b.course), "\n"), plainWidth, " "))
		return
	}
	p.print(" Next: %s (%s, %s), in %s\n", next.ID(), next.Kind, next.Time, relative(p.b.course.Root, next.Stub))
}
