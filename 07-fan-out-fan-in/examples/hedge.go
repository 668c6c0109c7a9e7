package main

import (
	"context"
	"io"
	"time"

	"example.com/mastery/07-fan-out-fan-in/fan"
	"example.com/mastery/internal/lesson"
)

// hedged asks a replica, and a second one if the first is late.
func hedged(out io.Writer) {
	lesson.Name("main")
	ctx := context.Background()
	say := speaker(out)

	quick := func(name string) func(context.Context) (string, error) {
		return func(context.Context) (string, error) {
			lesson.Name(name)
			say("%s answers", name)
			return name, nil
		}
	}
	stuck := func(name string) func(context.Context) (string, error) {
		return func(ctx context.Context) (string, error) {
			lesson.Name(name)
			say("%s is slow", name)
			<-ctx.Done() // until somebody else has answered
			say("%s is called off", name)
			return "", ctx.Err()
		}
	}

	// An hour stands for "later than the first answer", and 20 ms for the time
	// in which nineteen of twenty calls answer.
	answer, err := fan.Hedge(ctx, time.Hour, quick("north"), quick("south"))
	say("asked one, got %s %v", answer, err)

	answer, err = fan.Hedge(ctx, 20*time.Millisecond, stuck("east"), quick("west"))
	say("asked two, got %s %v", answer, err)
}
