package watch

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestTheEditorsCommandLine(t *testing.T) {
	env := map[string]string{}
	installed := map[string]bool{}
	choose := func(line int) ([]string, bool, error) {
		e, err := chooseEditor(func(k string) string { return env[k] }, func(name string) (string, error) {
			if installed[name] {
				return name, nil
			}
			return "", errors.New("not found")
		}, "/c/sum.go", line)
		return e.args, e.window, err
	}
	for _, c := range []struct {
		name, visual, editor string
		line                 int
		want                 []string
		window               bool
	}{
		{"a plain name", "", "myedit", 7, []string{"myedit", "/c/sum.go"}, false},
		{"VISUAL goes first", "nvim", "ed", 7, []string{"nvim", "+7", "/c/sum.go"}, false},
		{"arguments", "", "vim -u NONE", 7, []string{"vim", "-u", "NONE", "+7", "/c/sum.go"}, false},
		{"quotes", "", `'/my editors/vim' -c "set nu"`, 0, []string{"/my editors/vim", "-c", "set nu", "/c/sum.go"}, false},
		{"no line", "", "nano", 0, []string{"nano", "/c/sum.go"}, false},
		{"a path of its own", "", "/usr/bin/hx", 7, []string{"/usr/bin/hx", "/c/sum.go:7"}, false},
		{"a window is not waited for", "", "code --wait -n", 7, []string{"code", "-n", "-g", "/c/sum.go:7"}, true},
		{"another", "", "subl -w", 7, []string{"subl", "/c/sum.go:7"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			env["VISUAL"], env["EDITOR"] = c.visual, c.editor
			args, window, err := choose(c.line)
			require.NoError(t, err)
			require.Equal(t, c.want, args)
			require.Equal(t, c.window, window)
		})
	}
	clear(env)
	_, _, err := choose(1)
	require.ErrorContains(t, err, "set EDITOR")
	installed["nano"] = true
	args, _, err := choose(3)
	require.NoError(t, err)
	require.Equal(t, []string{"nano", "+3", "/c/sum.go"}, args)
	env["EDITOR"] = "/Program Files/edit"
	installed["/Program Files/edit"] = true
	args, _, err = choose(3)
	require.NoError(t, err)
	require.Equal(t, []string{"/Program Files/edit", "/c/sum.go"}, args)
}

func TestLinksOfTerminals(t *testing.T) {
	t.Setenv("TERM_PROGRAM", "vscode")
	require.Equal(t, "vscode://file/c/a%20b/sum.go:7", fileURL("/c/a b/sum.go", 7))
	require.Equal(t, "vscode://file/c/sum.go", fileURL("/c/sum.go", 0))
	t.Setenv("TERM_PROGRAM", "")
	t.Setenv("KITTY_WINDOW_ID", "")
	require.Regexp(t, `^file://[^/]*/c/sum\.go$`, fileURL("/c/sum.go", 7))
	require.Regexp(t, `^file://[^/]*/C:/sum\.go$`, fileURL("C:/sum.go", 7))
	t.Setenv("KITTY_WINDOW_ID", "1")
	require.Regexp(t, `^file://[^/]*/c/sum\.go#7$`, fileURL("/c/sum.go", 7))
}

// A Ctrl-C is the editor's while it has the terminal and for a moment after: the
// signal goes to both processes.
func TestWhoseInterruptItIs(t *testing.T) {
	c := &console{}
	require.False(t, c.editors())
	c.lent.Store(true)
	require.True(t, c.editors())
	c.lent.Store(false)
	c.lentTill.Store(time.Now().UnixNano())
	require.True(t, c.editors() || time.Since(time.Unix(0, c.lentTill.Load())) >= late)
	c.lentTill.Store(time.Now().Add(-late).UnixNano())
	require.False(t, c.editors())
}
