package grade

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"example.com/mastery/internal/child"
	"example.com/mastery/internal/course"
)

// vetTime is what go vet may take; then its findings are done without.
const vetTime = 20 * time.Second

// vet returns what go vet finds in the learner's file about an Add inside a new
// goroutine and about copied locks: the two mistakes of which a failed run shows
// the consequences only. `go test` itself does not look for them.
func vet(ctx context.Context, root string, e *course.Exercise, overlay string) []string {
	ctx, cancel := context.WithTimeout(ctx, vetTime)
	defer cancel()
	var out bytes.Buffer
	cmd := exec.CommandContext(ctx, "go", "vet", "-waitgroup", "-copylocks", "-overlay="+overlay, e.Package())
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "PWD="+root)
	cmd.Stderr = &limited{w: &out, left: MaxOutput}
	cmd.WaitDelay = time.Second
	kill, err := child.Start(cmd)
	if err != nil {
		return nil // it explains, it does not judge: without it the verdict stands
	}
	_ = cmd.Wait() // it fails if it finds something
	kill()
	return findings(out.String(), filepath.Base(e.Stub))
}

// findings are the lines of go vet that are about a file.
func findings(out, file string) []string {
	var found []string
	for line := range strings.Lines(out) {
		line = trimFolder(strings.TrimSpace(filepath.ToSlash(line)))
		if strings.HasPrefix(line, file+":") {
			found = append(found, "go vet: "+line)
		}
	}
	return first(slices.Compact(found), 3)
}
