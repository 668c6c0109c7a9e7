package pool_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"example.com/mastery/05-worker-pools/pool"
)

// One task at a time, a few, and more than the queue holds. The peers are
// measured in 13-profiling/peers, side by side.
func BenchmarkSubmit(b *testing.B) {
	for _, n := range []int{1, 100, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := &pool.Pool{Workers: 2}
			defer p.Close()
			ctx := context.Background()
			var ended sync.WaitGroup
			task := func(context.Context) { ended.Done() }
			b.ReportAllocs()
			for b.Loop() {
				ended.Add(n)
				for range n {
					_ = p.Submit(ctx, task)
				}
				ended.Wait()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/task")
		})
	}
}

// The same from several goroutines.
func BenchmarkSubmitters(b *testing.B) {
	p := &pool.Pool{Workers: 2}
	defer p.Close()
	b.ReportAllocs()
	b.SetParallelism(4)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			_ = p.Submit(context.Background(), nothing)
		}
	})
}

// With tasks of all levels.
func BenchmarkLevels(b *testing.B) {
	p := &pool.Pool{Workers: 2}
	defer p.Close()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		_ = p.At(pool.Level(i%3-1)).Submit(context.Background(), nothing)
	}
}

func BenchmarkCall(b *testing.B) {
	p := &pool.Pool{Workers: 2}
	defer p.Close()
	b.ReportAllocs()
	for b.Loop() {
		_, _ = pool.Call(context.Background(), p, answer)
	}
}
