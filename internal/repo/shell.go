package repo

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"time"

	"example.com/mastery/internal/child"
)

// commandTime is how long a command in the notes may take.
const commandTime = 2 * time.Minute

// runAll runs the commands, a few at a time, and returns what each printed.
func runAll(root string, commands []string) map[string]string {
	printed := make(map[string]string, len(commands))
	if len(commands) == 0 {
		return printed
	}
	var mu sync.Mutex // guards printed
	var wg sync.WaitGroup
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, command := range commands {
		slots <- struct{}{}
		wg.Go(func() { // ends with its command, after commandTime at the latest
			defer func() { <-slots }()
			out := run(root, command)
			mu.Lock()
			defer mu.Unlock()
			printed[command] = out
		})
		if i == 0 {
			wg.Wait() // alone, so that those after it find its packages built
		}
	}
	wg.Wait()
	return printed
}

// goroot is where Go is installed.
var goroot = sync.OnceValue(func() string {
	return strings.TrimSpace(shell(".", "go env GOROOT", commandTime))
})

// run runs one command and returns what it printed, this machine taken out.
func run(root, command string) string {
	return tidy(shell(root, command, commandTime), root, goroot())
}

// shell runs one command and returns both its streams. What is not over after
// limit is ended, with all that it started.
func shell(root, command string, limit time.Duration) string {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	var out strings.Builder
	cmd := exec.CommandContext(ctx, "sh", "-c", command)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "NO_COLOR=1", "TERM=dumb", "GORACE=", "LC_ALL=C")
	cmd.Stdout, cmd.Stderr = &out, &out
	cmd.WaitDelay = time.Second
	kill, err := child.Start(cmd)
	if err != nil {
		return err.Error()
	}
	defer kill()
	err = cmd.Wait() // a status other than 0 may be what the notes show
	if ctx.Err() != nil {
		fmt.Fprintf(&out, "\n(stopped after %v: %v)", limit, err)
	}
	return out.String()
}

// tidy takes this machine out of an output.
func tidy(out, root, goroot string) string {
	out = strings.ReplaceAll(out, "\r\n", "\n")
	out = strings.ReplaceAll(out, root+"/", "./")
	return strings.ReplaceAll(out, goroot+"/", "$GOROOT/")
}
