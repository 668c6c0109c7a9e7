package watch

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"

	"example.com/mastery/internal/course"
)

// framesPerSecond bounds how often the screen is drawn: each frame, even one
// that changes nothing, wakes the process.
const framesPerSecond = 30

// runTerminal runs the full-screen program until it is left.
func runTerminal(ctx context.Context, b *backend, start *course.Exercise, o Options) error {
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	c := &console{in: &gate{File: o.In}, out: &gate{File: o.Out}, tasks: b.tasks, stop: stop}
	c.program = tea.NewProgram(newModel(b, c, start),
		tea.WithContext(running), tea.WithInput(c.in), tea.WithOutput(c.out),
		tea.WithoutSignalHandler(), tea.WithFPS(framesPerSecond))
	b.tasks.run(b.saver.run)
	b.tasks.run(func(context.Context) { // ends when the saver does
		for s := range b.saver.out {
			c.program.Send(s)
		}
	})
	finished := make(chan struct{})
	var signals sync.WaitGroup
	signals.Go(func() { c.obey(ctx, finished) })
	_, err := c.program.Run()
	close(finished)
	signals.Wait()
	b.tasks.end()
	if running.Err() != nil && !errors.Is(err, tea.ErrProgramPanic) {
		return nil // left
	}
	return err
}

// A console lends the terminal to an editor or the shell, and gives it back at
// the end.
type console struct {
	program *tea.Program
	tasks   *tasks
	in, out *gate
	stop    context.CancelFunc // ends the program

	lent     atomic.Bool  // the terminal is an editor's
	lentTill atomic.Int64 // when it was last given back, in nanoseconds since 1970

	mu   sync.Mutex // held while the terminal is another's; guards gone
	gone bool       // the terminal was given back for good
}

// A gate is a side of the terminal that can be shut. Once the terminal was given
// back it is the shell's: the end of the program would write its farewell, and
// set the terminal's modes, a second time.
type gate struct {
	*os.File
	shut atomic.Bool
}

func (g *gate) Write(p []byte) (int, error) {
	if g.shut.Load() {
		return len(p), nil
	}
	return g.File.Write(p)
}

// Fd returns no descriptor of anything when the gate is shut.
func (g *gate) Fd() uintptr {
	if g.shut.Load() {
		return ^uintptr(0)
	}
	return g.File.Fd()
}

// leave ends the program. The terminal is given back first, while the event
// loop still takes events: the goroutine that reads keys ends only after it has
// delivered those that it has read.
func (c *console) leave() tea.Cmd {
	return c.tasks.cmd(func(context.Context) tea.Msg {
		c.mu.Lock()
		defer c.mu.Unlock()
		if !c.gone {
			c.giveBack()
		}
		c.in.shut.Store(true)
		c.out.shut.Store(true)
		c.stop()
		return nil
	})
}

// giveBack gives the terminal back for good. The library waits half a second for
// the goroutine that reads keys; if that many were typed, or the machine is
// that slow, it is waited for again.
func (c *console) giveBack() {
	c.gone = true
	for range 10 {
		start := time.Now()
		_ = c.program.ReleaseTerminal()
		if time.Since(start) < 400*time.Millisecond {
			return
		}
		c.out.shut.Store(true) // the screen is closed by now
	}
}

// lend hands the terminal over for as long as use takes. The event loop goes on
// meanwhile: what is saved in the editor is graded when the learner comes back.
// (tea.Exec would hold it up.)
func (c *console) lend(use func() error) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.program.ReleaseTerminal(); err != nil {
		return err
	}
	// The library's renderer stops its ticker in a goroutine that nobody waits
	// for. Started again before that, it would never draw any more.
	stopped := time.NewTimer(100 * time.Millisecond)
	err := use()
	<-stopped.C
	if c.tasks.ctx.Err() != nil {
		c.gone = true
		return err
	}
	return errors.Join(err, c.program.RestoreTerminal())
}

// suspend stops the process until the shell lets it go on.
func (c *console) suspend() tea.Cmd {
	return c.tasks.cmd(func(ctx context.Context) tea.Msg {
		return editedMsg{c.lend(func() error { stopProcess(ctx, c.in.File); return nil })}
	})
}

// late is how long after an editor's end a Ctrl-C may still be the one that
// ended it: the signal goes to both processes, and ours may be the slower one
// to look at it. One for this program comes as a key, never as a signal.
const late = time.Second

// editors reports whether an interrupt is meant for the editor.
func (c *console) editors() bool {
	return c.lent.Load() || time.Since(time.Unix(0, c.lentTill.Load())) < late
}

// obey ends the program when the caller's context ends or a signal says so. A
// second signal finds nobody and kills the process as ever: the way out if the
// terminal takes no output.
func (c *console) obey(ctx context.Context, finished <-chan struct{}) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer signal.Stop(signals)
	for {
		select {
		case <-finished:
			return
		case <-ctx.Done():
		case s := <-signals:
			if s == os.Interrupt && c.editors() {
				continue // Ctrl-C in the editor is the editor's
			}
		}
		signal.Stop(signals)
		c.tasks.cancel()
		c.program.Send(quitMsg{})
		return
	}
}
