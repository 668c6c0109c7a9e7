package watch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
)

// An editor is a command line that opens a file.
type editor struct {
	args   []string
	window bool // it hands the file to a window of its own and returns
}

// edit opens a file in the learner's editor.
func (c *console) edit(file string, line int) tea.Cmd {
	return c.tasks.cmd(func(ctx context.Context) tea.Msg {
		e, err := chooseEditor(os.Getenv, exec.LookPath, file, line)
		if err != nil {
			return editedMsg{err}
		}
		if _, err := exec.LookPath(e.args[0]); err != nil {
			return editedMsg{fmt.Errorf("the editor of $VISUAL or $EDITOR can't be started: %w", err)}
		}
		cmd := exec.CommandContext(ctx, e.args[0], e.args[1:]...)
		cmd.Cancel = func() error { return terminate(cmd.Process) }
		cmd.WaitDelay = time.Second
		run := func() error {
			if err := cmd.Run(); err != nil {
				return fmt.Errorf("%s: %w", e.args[0], err)
			}
			return nil
		}
		if e.window {
			return editedMsg{run()}
		}
		cmd.Stdin, cmd.Stdout, cmd.Stderr = c.in.File, c.out.File, c.out.File
		return editedMsg{c.lend(func() error {
			c.lent.Store(true)
			defer func() {
				c.lentTill.Store(time.Now().UnixNano())
				c.lent.Store(false)
			}()
			return run()
		})}
	})
}

// terminate asks a process to end: an editor puts the terminal in order, and
// unsaved text aside.
func terminate(p *os.Process) error {
	if err := p.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return p.Kill()
	}
	return nil
}

// chooseEditor makes the command line from $VISUAL or $EDITOR, which may hold
// arguments. Without them it looks for an editor that can be left without
// having learned how.
func chooseEditor(env func(string) string, look func(string) (string, error), file string, line int) (editor, error) {
	command := env("VISUAL")
	if command == "" {
		command = env("EDITOR")
	}
	args := split(command)
	if len(args) > 1 {
		if path, err := look(command); err == nil {
			args = []string{path} // a path with spaces in it
		}
	}
	if len(args) == 0 {
		for _, name := range fallback() {
			if _, err := look(name); err == nil {
				args = []string{name}
				break
			}
		}
	}
	if len(args) == 0 {
		return editor{}, errors.New("no editor found: set EDITOR, for instance EDITOR=nano")
	}
	return place(args, file, line), nil
}

func fallback() []string {
	if runtime.GOOS == "windows" {
		return []string{"notepad"}
	}
	return []string{"sensible-editor", "nano", "micro", "vi"}
}

// place adds the file and, as the editor wants it, the line.
func place(args []string, file string, line int) editor {
	name := strings.TrimSuffix(strings.ToLower(filepath.Base(args[0])), ".exe")
	at := file
	if line > 0 {
		at = fmt.Sprintf("%s:%d", file, line)
	}
	switch name {
	case "code", "code-insiders", "codium", "vscodium", "cursor", "windsurf":
		return editor{args: append(impatient(args), "-g", at), window: true}
	case "subl", "zed", "zeditor":
		return editor{args: append(impatient(args), at), window: true}
	case "hx", "helix":
		return editor{args: append(args, at)}
	case "vi", "vim", "nvim", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe", "ne", "mg":
		if line > 0 {
			args = append(args, fmt.Sprintf("+%d", line))
		}
	}
	return editor{args: append(args, file)}
}

// impatient drops the flags that make a window's command wait until the file
// is closed: the loop goes on beside the window.
func impatient(args []string) []string {
	return slices.DeleteFunc(slices.Clone(args), func(a string) bool { return a == "-w" || a == "--wait" })
}

// split takes a command line apart at spaces outside quotes.
func split(command string) []string {
	var args []string
	var word strings.Builder
	open, quote := false, rune(0)
	for _, r := range command {
		switch {
		case quote != 0:
			if r == quote {
				quote = 0
			} else {
				word.WriteRune(r)
			}
		case r == '\'' || r == '"':
			open, quote = true, r
		case r == ' ' || r == '\t':
			if open {
				args = append(args, word.String())
			}
			word.Reset()
			open = false
		default:
			open = true
			word.WriteRune(r)
		}
	}
	if open {
		args = append(args, word.String())
	}
	return args
}
