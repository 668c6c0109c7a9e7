package group_test

import (
	"runtime"
	"strconv"
	"testing"

	"example.com/mastery/01-goroutines/group"
)

// The same against errgroup and conc: go run . -topic 01-goroutines, in
// 13-profiling/peers.
func BenchmarkStartWait(b *testing.B) {
	for _, kind := range []struct {
		name string
		op   func(n int)
	}{{"Group", startWait}, {"ErrGroup", startWaitErr}} {
		for _, n := range []int{1, 100, 10_000} {
			b.Run(kind.name+"/"+strconv.Itoa(n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					kind.op(n)
				}
			})
		}
	}
}

// What a limit costs: a hundred tasks, ten at a time.
func BenchmarkLimited(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		var g group.Group
		g.SetLimit(10)
		for range 100 {
			g.Go(nothing)
		}
		g.Wait()
	}
}

// What a panic costs: recovering it and printing its stack into the error.
func BenchmarkPanic(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		var g group.Group
		g.Go(whereItPanics)
		_ = g.WaitRecover()
	}
}

// What the other ways to end cost.
func BenchmarkGoexit(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		var g group.Group
		g.Go(runtime.Goexit)
		_ = g.WaitRecover()
	}
}
