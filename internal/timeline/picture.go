package timeline

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// PictureTimeout is what an example may take while it is drawn.
const PictureTimeout = time.Minute

// Picture plays examples of a topic of the course at root and draws each beside
// its file: 01-goroutines/examples/gather.svg. Without names it draws all. It
// returns the files that it wrote.
//
// An example that fails or does not end is not drawn, and is an error.
func Picture(ctx context.Context, root, topic string, names ...string) (written []string, err error) {
	dir, err := os.MkdirTemp("", "timeline-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	bin, err := buildExamples(ctx, root, topic, dir)
	if err != nil {
		return nil, err
	}
	about, order, err := listExamples(ctx, bin, root)
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		names = order
	}
	for _, name := range names {
		if _, ok := about[name]; !ok {
			return written, fmt.Errorf("%s has no example %q; it has %s", topic, name, strings.Join(order, ", "))
		}
		file, err := drawExample(ctx, bin, root, topic, name, about[name])
		if err != nil {
			return written, fmt.Errorf("drawing %s: %w", name, err)
		}
		written = append(written, file)
	}
	return written, nil
}

// drawExample plays one example and writes its picture.
func drawExample(ctx context.Context, bin, root, topic, name, about string) (file string, err error) {
	ctx, cancel := context.WithTimeout(ctx, PictureTimeout)
	defer cancel()
	var complaints bytes.Buffer
	x, err := playExample(ctx, bin, root, name, Job{Stderr: &complaints})
	if err != nil {
		return "", err
	}
	if x.Exit != nil {
		return "", fmt.Errorf("the example failed: %w\n%s", x.Exit, bytes.TrimSpace(complaints.Bytes()))
	}
	if x.Lost != nil {
		return "", x.Lost
	}
	var svg bytes.Buffer
	if err := SVG(&svg, x.Model, PictureOptions{Title: name, About: about + " · " + x.Model.Setting()}); err != nil {
		return "", err
	}
	file = filepath.Join(root, topic, "examples", name+".svg")
	return file, os.WriteFile(file, svg.Bytes(), 0o644)
}

// Setting says in a few words what this is a model of: "one real execution,
// 31 ms, 2 processors, go1.26".
func (m *Model) Setting() string {
	text := "one real execution, " + length(m.Length)
	if most := slices.MaxFunc(append(m.Limits, Limit{}), func(a, b Limit) int { return a.N - b.N }).N; most > 1 {
		text += fmt.Sprintf(", %d processors", most)
	} else if most == 1 {
		text += ", 1 processor"
	}
	version, _, _ := strings.Cut(runtime.Version(), " ")
	return text + ", " + version
}

// listExamples asks the examples' own program for their names and headlines.
func listExamples(ctx context.Context, bin, root string) (about map[string]string, order []string, err error) {
	var out bytes.Buffer
	exit, err := run(ctx, []string{bin, "list"}, Job{Dir: root, Stdout: &out})
	if err != nil {
		return nil, nil, err
	}
	if exit != nil {
		return nil, nil, fmt.Errorf("listing the examples: %w", exit)
	}
	about = make(map[string]string)
	for line := range strings.Lines(out.String()) {
		name, text, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name != "" {
			about[name] = strings.TrimSpace(text)
			order = append(order, name)
		}
	}
	return about, order, nil
}
