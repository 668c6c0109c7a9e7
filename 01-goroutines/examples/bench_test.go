package main

import (
	"runtime"
	"sync"
	"testing"
)

// The table in the notes' section What it costs is made by these.

//go:noinline
func nothing() {}

// each reports the time of one of the n things that an iteration does.
func each(b *testing.B, n int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/each")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkCall is the yardstick: a call that is not inlined.
func BenchmarkCall(b *testing.B) {
	for b.Loop() {
		nothing()
	}
	each(b, 1)
}

// startAndJoin starts n goroutines that call f, and waits for all.
func startAndJoin(n int, f func()) {
	var wg sync.WaitGroup
	for range n {
		wg.Go(f)
	}
	wg.Wait()
}

func BenchmarkStartAndJoinOne(b *testing.B) {
	for b.Loop() {
		startAndJoin(1, nothing)
	}
	each(b, 1)
}

func BenchmarkStartAndJoinThousand(b *testing.B) {
	for b.Loop() {
		startAndJoin(1000, nothing)
	}
	each(b, 1000)
}

// BenchmarkProtected adds the deferred recover of example panics.
func BenchmarkProtected(b *testing.B) {
	for b.Loop() {
		startAndJoin(1000, func() {
			if err := protect(nothing); err != nil {
				b.Error(err)
			}
		})
	}
	each(b, 1000)
}

func tenKiBDeep() { below(10, func(int) {}) }

// BenchmarkDeepCall is what the depth costs on a stack that has room.
func BenchmarkDeepCall(b *testing.B) {
	for b.Loop() {
		tenKiBDeep()
	}
	each(b, 1)
}

// BenchmarkDeepFromMinimum pays for growing the stack from 2 KiB to 16.
func BenchmarkDeepFromMinimum(b *testing.B) {
	for b.Loop() {
		startAndJoin(1, tenKiBDeep)
	}
	each(b, 1)
}

// BenchmarkDeepAdapted does the same in a program most of whose goroutines wait
// as deep: after a collection the stacks are big enough from the start.
func BenchmarkDeepAdapted(b *testing.B) {
	release := park(100, func(wait func()) {
		below(10, func(left int) {
			if left == 0 {
				wait()
			}
		})
	})
	runtime.GC()
	for b.Loop() {
		startAndJoin(1, tenKiBDeep)
	}
	each(b, 1)
	release()
}

// BenchmarkJobToWorker hands jobs to goroutines that already wait for them.
func BenchmarkJobToWorker(b *testing.B) {
	jobs := make(chan func())
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() { // ends when jobs is closed
			for job := range jobs {
				job()
			}
		})
	}
	for b.Loop() {
		for range 1000 {
			jobs <- nothing
		}
	}
	each(b, 1000)
	close(jobs)
	workers.Wait()
}

// BenchmarkRoundTrip is a value to another goroutine and one back.
func BenchmarkRoundTrip(b *testing.B) {
	ping, pong := make(chan int), make(chan int)
	var echo sync.WaitGroup
	echo.Go(func() { // ends when ping is closed
		for v := range ping {
			pong <- v
		}
	})
	for b.Loop() {
		ping <- 1
		<-pong
	}
	each(b, 1)
	close(ping)
	echo.Wait()
}

// BenchmarkThread needs a new operating system thread each time, since the
// goroutine takes the one that it is locked to with it.
func BenchmarkThread(b *testing.B) {
	for b.Loop() {
		startAndJoin(1, runtime.LockOSThread)
	}
	each(b, 1)
}
