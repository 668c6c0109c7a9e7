package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"example.com/mastery/06-pipelines/pipeline"
	"example.com/mastery/internal/lesson"
)

// batches writes rows in batches of three. A row waits 250 ms at most for others
// to come: seven come at once, then none until the seventh is written, then two.
func batches(out io.Writer) {
	lesson.Name("write")
	written := make(chan struct{}) // closed when the third batch is there
	rows := pipeline.Generate("rows", func(ctx context.Context, emit func(string) error) error {
		lesson.Name("rows")
		for i, row := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i"} {
			if i == 7 { // nobody knows when the next one comes
				select {
				case <-written:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			lesson.Sent("rows", row)
			if err := emit(row); err != nil {
				return err
			}
		}
		return nil
	})

	n := 0
	write := func(_ context.Context, batch []string) error {
		n++
		lesson.Received("batches", batch)
		fmt.Fprintf(out, "batch %d: %v\n", n, batch)
		if n == 3 {
			close(written)
		}
		return nil
	}
	err := pipeline.Batch(rows, 3, 250*time.Millisecond).ForEach(context.Background(), "write", write)
	fmt.Fprintln(out, "error:", err)
}
