package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"example.com/mastery/07-fan-out-fan-in/fan"
	"example.com/mastery/internal/lesson"
)

// partial makes a page of four parts within 100 ms. One part fails and one is
// too slow: the page is shown without them, and somebody is told why.
func partial(out io.Writer) {
	lesson.Name("main")
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()

	parts := []string{"title", "news", "weather", "comments"}
	fetch := func(ctx context.Context, part string) (string, error) {
		lesson.Name(part)
		time.Sleep(2 * time.Millisecond) // stands for the way to the server
		switch part {
		case "news":
			return "", errors.New("no such feed")
		case "weather":
			<-ctx.Done() // a slow server, and a call that looks at ctx
			return "", context.Cause(ctx)
		default:
			return "<" + part + ">", nil
		}
	}

	var page []string
	var missing []error
	for i, r := range fan.Collect(ctx, len(parts), parts, fetch) {
		if r.Err != nil {
			missing = append(missing, fmt.Errorf("%s: %w", parts[i], r.Err))
			continue
		}
		page = append(page, r.Value)
	}
	fmt.Fprintln(out, "page:", strings.Join(page, " "))
	fmt.Fprintln(out, "missing:")
	fmt.Fprintln(out, errors.Join(missing...))
}
