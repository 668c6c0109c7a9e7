package main

import (
	"container/heap"
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"golang.org/x/sync/errgroup"

	"example.com/mastery/05-worker-pools/pool"
)

// The table in the notes' section What it costs is made by these. Each hands
// empty jobs to two workers and waits for the end of all, but for those that say
// otherwise.

const workers, room = 2, 128

// BenchmarkGo starts a goroutine for each job, and bounds nothing.
func BenchmarkGo(b *testing.B) {
	b.ReportAllocs()
	var wg sync.WaitGroup
	for range b.N {
		wg.Go(func() {})
	}
	wg.Wait()
}

// BenchmarkSlots takes one of two slots before each go statement.
func BenchmarkSlots(b *testing.B) {
	b.ReportAllocs()
	slots := make(chan struct{}, workers)
	var wg sync.WaitGroup
	for range b.N {
		slots <- struct{}{}
		wg.Go(func() { <-slots })
	}
	wg.Wait()
}

func BenchmarkErrgroup(b *testing.B) {
	b.ReportAllocs()
	var g errgroup.Group
	g.SetLimit(workers)
	for range b.N {
		g.Go(func() error { return nil })
	}
	if err := g.Wait(); err != nil {
		b.Fatal(err)
	}
}

// channel gives functions to n workers.
func channel(b *testing.B, n, room int) {
	b.ReportAllocs()
	jobs := make(chan func(), room)
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			for job := range jobs {
				job()
			}
		})
	}
	for range b.N {
		jobs <- func() {}
	}
	close(jobs)
	wg.Wait()
}

func BenchmarkChannelUnbuffered(b *testing.B) { channel(b, workers, 0) }
func BenchmarkChannel(b *testing.B)           { channel(b, workers, room) }

// BenchmarkChannelManyWorkers has more workers than there are processors.
func BenchmarkChannelManyWorkers(b *testing.B) { channel(b, 64, room) }

// BenchmarkBatches sends a hundred jobs at a time; a job is one of them.
func BenchmarkBatches(b *testing.B) {
	b.ReportAllocs()
	jobs := make(chan []func(), 2)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for batch := range jobs {
				for _, job := range batch {
					job()
				}
			}
		})
	}
	for n := b.N; n > 0; n -= 100 {
		batch := make([]func(), min(n, 100))
		for i := range batch {
			batch[i] = func() {}
		}
		jobs <- batch
	}
	close(jobs)
	wg.Wait()
}

// submits gives tasks to a pool in the way that submit says.
func submits(b *testing.B, submit func(p *pool.Pool, task pool.Task) error) {
	b.ReportAllocs()
	p := &pool.Pool{Workers: workers, Queue: room}
	for range b.N {
		if err := submit(p, func(context.Context) {}); err != nil {
			b.Fatal(err)
		}
	}
	if err := p.Drain(context.Background()); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkPool(b *testing.B) {
	ctx := context.Background()
	submits(b, func(p *pool.Pool, task pool.Task) error { return p.Submit(ctx, task) })
}

func BenchmarkPoolOrRun(b *testing.B) {
	submits(b, func(p *pool.Pool, task pool.Task) error { return p.SubmitOrRun(task) })
}

// BenchmarkPoolCall waits for each result before it submits the next.
func BenchmarkPoolCall(b *testing.B) {
	ctx := context.Background()
	answer := func(context.Context) (int, error) { return 42, nil }
	submits(b, func(p *pool.Pool, _ pool.Task) error {
		_, err := pool.Call(ctx, p, answer)
		return err
	})
}

// BenchmarkFull asks a pool that is full.
func BenchmarkFull(b *testing.B) {
	p := &pool.Pool{Workers: 1, Queue: 1}
	release := make(chan struct{})
	for p.TrySubmit(func(context.Context) { <-release }) == nil {
	}
	for b.Loop() {
		_ = p.TrySubmit(func(context.Context) {})
	}
	close(release)
	if err := p.Drain(context.Background()); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkHeap pushes and pops among this many that wait, without a lock.
func BenchmarkHeap(b *testing.B) {
	for _, n := range []int{10, 1000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			var waiting ward
			for i := range n {
				heap.Push(&waiting, patient{urgency: i * 7919 % 1000, number: i})
			}
			for i := n; b.Loop(); i++ {
				heap.Push(&waiting, patient{urgency: i * 7919 % 1000, number: i})
				heap.Pop(&waiting)
			}
		})
	}
}

// compute takes about 10 µs: ten thousand multiplications, each of which waits
// for the one before.
func compute() {
	x := uint64(1)
	for range 10_000 {
		x = x*6364136223846793005 + 1442695040888963407
	}
	if x == 0 {
		zeros.Add(1)
	}
}

var zeros atomic.Int64 // or the compiler would leave the computing out

// BenchmarkCompute gives jobs that compute for 10 µs to so many workers.
func BenchmarkCompute(b *testing.B) {
	for _, n := range []int{1, 2, 8, 64} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			jobs := make(chan func(), room)
			var wg sync.WaitGroup
			for range n {
				wg.Go(func() {
					for job := range jobs {
						job()
					}
				})
			}
			for range b.N {
				jobs <- compute
			}
			close(jobs)
			wg.Wait()
		})
	}
}
