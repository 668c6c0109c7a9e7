package predict

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"example.com/mastery/internal/child"
)

//go:embed watcher/watcher.go
var watcher string

// mark is what the watcher writes as soon as the program's main has returned.
const mark = "\x00main returned\x00\n"

const (
	ownMain     = "main"
	watcherFile = "predict_watcher.go" // does not exist: an overlay puts it there

	// buildTime is long because a first build compiles the standard library
	// for the race detector.
	buildTime = 5 * time.Minute
)

// build compiles p, with its main renamed and the watcher's in its place, into
// folder dir, and returns the path of what can be run. The sources are put in
// place by an overlay: so the program belongs to the module that its folder is
// in, and stacks and race reports name the file that the learner sees.
func build(ctx context.Context, p Program, dir string, race bool) (string, error) {
	overlay, err := writeOverlay(p, dir)
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "plain.exe")
	args := []string{"build", "-buildvcs=false", "-ldflags=-s -w", "-overlay=" + overlay}
	if race {
		name = filepath.Join(dir, "race.exe")
		args = append(args, "-race")
	}
	args = append(args, "-o="+name, p.File, filepath.Join(filepath.Dir(p.File), watcherFile))

	ctx, cancel := context.WithTimeoutCause(ctx, buildTime, fmt.Errorf("the go command was still building after %v", buildTime))
	defer cancel()
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = filepath.Dir(p.File)
	cmd.WaitDelay = time.Second
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	kill, err := child.Start(cmd)
	if err == nil {
		err = cmd.Wait()
		kill()
	}
	if ctx.Err() != nil {
		return "", context.Cause(ctx)
	}
	switch {
	case errors.As(err, new(*exec.ExitError)):
		return "", fmt.Errorf("%s does not compile:\n%s", p.Name, bytes.TrimSpace(said.Bytes()))
	case err != nil:
		return "", fmt.Errorf("running the go command: %w", err)
	}
	return name, nil
}

// writeOverlay writes the two sources and the overlay that puts them into the
// program's folder, and returns the overlay's path.
func writeOverlay(p Program, dir string) (string, error) {
	text, err := os.ReadFile(p.File)
	if err != nil {
		return "", err
	}
	renamed, name, err := rename(p.File, text)
	if err != nil {
		return "", err
	}
	sources := map[string]string{
		p.File: string(renamed),
		filepath.Join(filepath.Dir(p.File), watcherFile): strings.Replace(watcher, "\tMain()\n", "\t"+name+"()\n", 1),
	}
	replace := map[string]string{}
	for target, text := range sources {
		file := filepath.Join(dir, filepath.Base(target))
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			return "", err
		}
		replace[target] = file
	}
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(dir, "overlay.json")
	return overlay, os.WriteFile(overlay, data, 0o600)
}

// rename gives main another name, everywhere in the file: Main, which keeps
// lines and columns as they are, unless that name is taken.
func rename(file string, text []byte) (renamed []byte, name string, err error) {
	fset := token.NewFileSet()
	parsed, err := parser.ParseFile(fset, file, text, parser.SkipObjectResolution)
	if err != nil {
		return nil, "", err
	}
	taken := map[string]bool{}
	var places []int
	ast.Inspect(parsed, func(n ast.Node) bool {
		ident, ok := n.(*ast.Ident)
		if ok && ident != parsed.Name {
			taken[ident.Name] = true
			if ident.Name == ownMain {
				places = append(places, fset.Position(ident.Pos()).Offset)
			}
		}
		return true
	})
	name = "Main"
	for taken[name] {
		name += "_"
	}
	renamed = slices.Clone(text)
	for _, at := range slices.Backward(places) {
		renamed = slices.Replace(renamed, at, at+len(ownMain), []byte(name)...)
	}
	return renamed, name, nil
}
