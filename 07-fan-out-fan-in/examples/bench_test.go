package main

import (
	"context"
	"reflect"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"example.com/mastery/07-fan-out-fan-in/fan"
)

// The tables in the notes' section What it costs are made by these.

func upTo(n int) []int {
	items := make([]int, n)
	for i := range items {
		items[i] = i
	}
	return items
}

// work is nothing to speak of, so that what is measured is the rest.
func work(i int) int { return i + 1 }

// ways call f on each item, with two workers where there are workers, and
// return the results.
var ways = map[string]func(items []int, f func(int) int) []int{
	"Loop": func(items []int, f func(int) int) []int {
		results := make([]int, len(items))
		for i, item := range items {
			results[i] = f(item)
		}
		return results
	},
	"GoroutineEach": func(items []int, f func(int) int) []int {
		results := make([]int, len(items))
		slots := make(chan struct{}, 2)
		var all sync.WaitGroup
		for i, item := range items {
			slots <- struct{}{}
			all.Go(func() {
				results[i] = f(item)
				<-slots
			})
		}
		all.Wait()
		return results
	},
	"Channels": func(items []int, f func(int) int) []int { return throughChannels(items, f, 0) },
	"Channels128": func(items []int, f func(int) int) []int {
		return throughChannels(items, f, 128)
	},
	"Counter": func(items []int, f func(int) int) []int {
		results := make([]int, len(items))
		var next atomic.Int64
		var workers sync.WaitGroup
		for range 2 {
			workers.Go(func() {
				for i := int(next.Add(1)) - 1; i < len(items); i = int(next.Add(1)) - 1 {
					results[i] = f(items[i])
				}
			})
		}
		workers.Wait()
		return results
	},
	"Promises": func(items []int, f func(int) int) []int {
		return slices.Collect(ordered(len(items), 2, func(i int) int { return f(items[i]) }))
	},
	"FanMap": func(items []int, f func(int) int) []int {
		results, _ := fan.Map(context.Background(), 2, items, func(_ context.Context, item int) (int, error) { return f(item), nil })
		return results
	},
	"FanOrdered": func(items []int, f func(int) int) []int {
		var results []int
		for r := range fan.Ordered(context.Background(), 2, slices.Values(items), func(_ context.Context, item int) (int, error) { return f(item), nil }) {
			results = append(results, r)
		}
		return results
	},
}

// throughChannels has a feeder, two workers and a closer.
func throughChannels(items []int, f func(int) int, room int) []int {
	in, out := make(chan int, room), make(chan int, room)
	go func() { // feeder: ends when all items are received
		defer close(in)
		for _, item := range items {
			in <- item
		}
	}()
	var workers sync.WaitGroup
	for range 2 {
		workers.Go(func() { // ends when in is closed
			for item := range in {
				out <- f(item)
			}
		})
	}
	go func() { // closer: ends when the workers have
		workers.Wait()
		close(out)
	}()
	return slices.Collect(func(yield func(int) bool) {
		for r := range out {
			if !yield(r) {
				return
			}
		}
	})
}

// BenchmarkItem is what an item costs beside its work.
func BenchmarkItem(b *testing.B) {
	items := upTo(10_000)
	for _, name := range []string{"Loop", "GoroutineEach", "Channels", "Channels128", "Counter", "Promises", "FanMap", "FanOrdered"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				ways[name](items, work)
			}
			perItem(b, len(items))
		})
	}
}

func perItem(b *testing.B, items int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*items), "ns/item")
}

// sums add up numbers.
var sums = map[string]func(numbers []int) int{
	"Loop":         func(numbers []int) int { return parallelSum(numbers, 1, len(numbers)) },
	"Chunks100000": func(numbers []int) int { return parallelSum(numbers, 2, 100_000) },
	"Chunks1000":   func(numbers []int) int { return parallelSum(numbers, 2, 1000) },
	"Chunks10":     func(numbers []int) int { return parallelSum(numbers, 2, 10) },
	"Chunks1":      func(numbers []int) int { return parallelSum(numbers, 2, 1) },
}

// BenchmarkSum is what a number costs to add, by the size of the chunks.
func BenchmarkSum(b *testing.B) {
	numbers := upTo(1_000_000)
	for _, name := range []string{"Loop", "Chunks100000", "Chunks1000", "Chunks10", "Chunks1"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				sums[name](numbers)
			}
			perItem(b, len(numbers))
		})
	}
}

// BenchmarkCounters lets two workers count, each in an element of its own:
// neighbors in one cache line, or with a line between them.
func BenchmarkCounters(b *testing.B) {
	for _, distance := range []int{1, 16} { // 16 times 8 bytes: two lines
		b.Run(strconv.Itoa(distance*8)+"bytes", func(b *testing.B) {
			counters := make([]atomic.Int64, 2*distance)
			var workers sync.WaitGroup
			for id := range 2 {
				workers.Go(func() {
					for range b.N {
						counters[id*distance].Add(1)
					}
				})
			}
			workers.Wait()
		})
	}
}

// BenchmarkMerge is what a value costs through a merge of n channels, each with
// its own sender.
func BenchmarkMerge(b *testing.B) {
	const values = 1000
	senders := func(n int) []<-chan int {
		ins := make([]<-chan int, n)
		for i := range ins {
			c := make(chan int)
			go func() { // ends when all is received
				defer close(c)
				for v := range values / n {
					c <- v
				}
			}()
			ins[i] = c
		}
		return ins
	}
	for _, n := range []int{2, 50} {
		b.Run("Forwarders"+strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				for range merge(b.Context(), senders(n)...) {
				}
			}
			perItem(b, values)
		})
		b.Run("Reflect"+strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				reflected(senders(n))
			}
			perItem(b, values)
		})
	}
}

// reflected receives all values with one select that has a case for each of
// ins.
func reflected(ins []<-chan int) {
	cases := make([]reflect.SelectCase, len(ins))
	for i, in := range ins {
		cases[i] = reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(in)}
	}
	for len(cases) > 0 {
		if i, _, ok := reflect.Select(cases); !ok {
			cases = slices.Delete(cases, i, i+1)
		}
	}
}

// BenchmarkHedge is what a hedge adds to a call that answers at once.
func BenchmarkHedge(b *testing.B) {
	call := func(context.Context) (int, error) { return 1, nil }
	for b.Loop() {
		_, _ = fan.Hedge(b.Context(), time.Second, call, call)
	}
}
