package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"example.com/mastery/06-pipelines/pipeline"
	"example.com/mastery/internal/lesson"
)

// A parsed line is a number, or the reason why it is none. An error that
// concerns one item travels with it, as a value.
type parsedLine struct {
	line   int
	number int
	err    error
}

var errDiskFull = errors.New("disk full")

// rejects sorts bad lines out and goes on. A full disk concerns all items: it is
// returned, and stops the stream.
func rejects(out io.Writer) {
	lesson.Name("store")
	texts := []string{"31", "4l", "59", "", "65", "35", "89"}
	n := 0
	lines := pipeline.Map(pipeline.FromSlice(texts), "parse", func(_ context.Context, text string) (parsedLine, error) {
		lesson.Name("parse")
		n++ // this function runs in one goroutine
		number, err := strconv.Atoi(text)
		return parsedLine{n, number, err}, nil
	})

	var rejected []error
	free := 4
	store := func(_ context.Context, l parsedLine) error {
		switch {
		case l.err != nil:
			rejected = append(rejected, fmt.Errorf("line %d: %w", l.line, l.err))
			return nil
		case free == 0:
			return errDiskFull
		}
		free--
		fmt.Fprintln(out, "stored", l.number)
		return nil
	}
	err := lines.ForEach(context.Background(), "store", store)
	for _, why := range rejected {
		fmt.Fprintln(out, "rejected:", why)
	}
	fmt.Fprintln(out, "stopped by:", err)

	var failed *pipeline.StageError
	if errors.As(err, &failed) && errors.Is(err, errDiskFull) {
		fmt.Fprintf(out, "so make room where stage %s writes\n", failed.Stage)
	}
}
