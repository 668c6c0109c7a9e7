package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"example.com/mastery/01-goroutines/group"
	"example.com/mastery/internal/lesson"
)

// firstError parses numbers until one is none. The other stages end because of
// that, each with an error of its own; the caller gets the first.
func firstError(out io.Writer) {
	lesson.Name("main")
	g, ctx := group.WithContext(context.Background())
	texts, numbers := make(chan string), make(chan int)
	var reader error // how read ended, to show it

	g.Go(func() error {
		defer close(texts)
		lesson.Name("read")
		for n := 1; ; n++ {
			text := strconv.Itoa(n)
			if n == 3 {
				text = "three"
			}
			lesson.Sent("texts", text)
			select {
			case texts <- text:
			case <-ctx.Done():
				reader = ctx.Err()
				return reader // comes of the cancel, so it comes too late
			}
		}
	})
	g.Go(func() error {
		defer close(numbers)
		lesson.Name("parse")
		for text := range texts {
			n, err := strconv.Atoi(text)
			if err != nil {
				lesson.Note("fails")
				return fmt.Errorf("parse: %w", err) // cancels ctx, with this cause
			}
			lesson.Sent("numbers", n)
			select {
			case numbers <- n:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	g.Go(func() error {
		lesson.Name("store")
		for n := range numbers {
			fmt.Fprintln(out, "stored", n)
		}
		return nil // a closed channel does not say whether all went well: the group knows
	})

	err := g.Wait()
	fmt.Fprintln(out, "read ended with: ", reader)
	fmt.Fprintln(out, "the caller gets: ", err)
	fmt.Fprintln(out, "the cause of ctx:", context.Cause(ctx))
	fmt.Fprintln(out, "a syntax error:  ", errors.Is(err, strconv.ErrSyntax))
}
