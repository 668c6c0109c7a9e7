package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"example.com/mastery/07-fan-out-fan-in/fan"
	"example.com/mastery/internal/lesson"
)

// quorum reads a version number that was written to two of three replicas. Any
// two that are read contain one that was written: the highest number is it.
func quorum(out io.Writer) {
	lesson.Name("main")
	ctx := context.Background()
	has := func(name string, version int) func(context.Context) (int, error) {
		return func(context.Context) (int, error) {
			lesson.Name(name)
			time.Sleep(2 * time.Millisecond) // stands for the way there and back
			return version, nil
		}
	}
	hangs := func(ctx context.Context) (int, error) {
		lesson.Name("hangs")
		<-ctx.Done()
		lesson.Note("called off")
		return 0, ctx.Err()
	}
	down := func(name string) func(context.Context) (int, error) {
		return func(context.Context) (int, error) {
			lesson.Name(name)
			time.Sleep(2 * time.Millisecond)
			return 0, errors.New(name + " is down")
		}
	}

	versions, err := fan.Quorum(ctx, 2, has("new", 7), hangs, has("old", 6))
	fmt.Fprintln(out, "two of three answer: version", slices.Max(versions), err)

	versions, err = fan.Quorum(ctx, 2, down("first"), hangs, down("third"))
	fmt.Fprintln(out, "two of three fail: answers", len(versions), "and the third is not waited for:", err != nil)
}
