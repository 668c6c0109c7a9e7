package watch

import (
	"context"
	"sync"

	tea "charm.land/bubbletea/v2"
)

// Tasks own the goroutines that commands run in. Bubble Tea starts a goroutine
// for each command and forgets it at the end of the program; here the end
// waits for them, so that nothing is left.
type tasks struct {
	ctx    context.Context // ends when the tasks must
	cancel context.CancelFunc

	mu     sync.Mutex // guards closed, and orders wg.Add before wg.Wait
	closed bool
	wg     sync.WaitGroup
}

func newTasks(ctx context.Context) *tasks {
	t := &tasks{}
	t.ctx, t.cancel = context.WithCancel(ctx)
	return t
}

// cmd makes a command of do. Once the tasks are ended it does nothing.
func (t *tasks) cmd(do func(ctx context.Context) tea.Msg) tea.Cmd {
	return func() tea.Msg {
		if !t.begin() {
			return nil
		}
		defer t.wg.Done()
		return do(t.ctx)
	}
}

// run starts do in a goroutine; it must end when its ctx does.
func (t *tasks) run(do func(ctx context.Context)) {
	if !t.begin() {
		return
	}
	go func() { // ends when do returns, which end() waits for
		defer t.wg.Done()
		do(t.ctx)
	}()
}

func (t *tasks) begin() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return false
	}
	t.wg.Add(1)
	return true
}

// end cancels the tasks and waits for the last of them. It may be called more
// than once.
func (t *tasks) end() {
	t.cancel()
	t.mu.Lock()
	t.closed = true
	t.mu.Unlock()
	t.wg.Wait()
}
