package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"example.com/mastery/06-pipelines/pipeline"
	"example.com/mastery/internal/lesson"
)

const kneading, baking, packing = 2 * time.Millisecond, 8 * time.Millisecond, 2 * time.Millisecond

// bottleneck bakes ten loaves in four ways.
func bottleneck(out io.Writer) {
	lesson.Name("main, packs")
	ctx := context.Background()
	step := func(name string, takes time.Duration) func(context.Context, int) (int, error) {
		return func(_ context.Context, loaf int) (int, error) {
			lesson.Name(name) // the goroutine belongs to the library
			time.Sleep(takes) // stands for work
			return loaf, nil
		}
	}
	bake := step("bake", baking)
	pack := func(context.Context, int) error {
		time.Sleep(packing)
		return nil
	}

	loaves := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
	kneaded := pipeline.Map(pipeline.FromSlice(loaves), "knead", step("knead", kneading))
	timed := func(way string, run func() error) {
		began := time.Now()
		if err := run(); err != nil {
			panic(err) // nothing here fails
		}
		fmt.Fprintf(out, "%-22s %3d ms\n", way, time.Since(began).Milliseconds())
	}
	timed("one after the other", func() error {
		for range loaves {
			time.Sleep(kneading)
			time.Sleep(baking)
			time.Sleep(packing)
		}
		return nil
	})
	timed("three stages", func() error {
		return pipeline.Map(kneaded.Room(1), "bake", bake).Room(1).ForEach(ctx, "pack", pack)
	})
	timed("with room for 64", func() error {
		return pipeline.Map(kneaded, "bake", bake).ForEach(ctx, "pack", pack)
	})
	timed("with room and 4 ovens", func() error {
		return pipeline.MapOrdered(kneaded, "bake", 4, bake).ForEach(ctx, "pack", pack)
	})
}
