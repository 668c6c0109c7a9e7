package pipeline_test

import (
	"context"
	"fmt"
	"testing"

	"example.com/mastery/06-pipelines/pipeline"
)

// nsPerItem runs the stream over and over.
func nsPerItem(b *testing.B, items int, s pipeline.Stream[int]) {
	b.ReportAllocs()
	for b.Loop() {
		if err := s.ForEach(context.Background(), "ignore", ignore[int]); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*items), "ns/item")
}

func BenchmarkStages(b *testing.B) {
	const n = 10_000
	for stages := range 5 {
		b.Run(fmt.Sprint(stages), func(b *testing.B) {
			s := pipeline.FromSlice(upTo(n))
			for i := range stages {
				s = pipeline.Map(s, fmt.Sprint(i), same)
			}
			nsPerItem(b, n, s)
		})
	}
}

// BenchmarkStart is what a stream costs whatever the number of its items.
func BenchmarkStart(b *testing.B) {
	nsPerItem(b, 1, pipeline.Map(pipeline.FromSlice(upTo(1)), "same", same))
}

func BenchmarkParallel(b *testing.B) {
	const n = 10_000
	for name, parallel := range parallels {
		for _, workers := range []int{1, 2, 8} {
			b.Run(fmt.Sprint(name, "/", workers), func(b *testing.B) {
				nsPerItem(b, n, parallel(pipeline.FromSlice(upTo(n)), "same", workers, same))
			})
		}
	}
}

func BenchmarkSources(b *testing.B) {
	const n = 10_000
	for name, source := range sources {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = source(n).ForEach(context.Background(), "ignore", ignore[int])
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/item")
		})
	}
}
