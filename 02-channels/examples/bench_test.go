package main

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"

	"example.com/mastery/02-channels/queue"
)

// The table in the notes' section What it costs is made by these.

// A conduit takes values from one goroutine and gives them to another, in
// order. Both operations block as long as they must.
type conduit interface {
	put(v int)
	get() int
}

type channel chan int

func (c channel) put(v int) { c <- v }
func (c channel) get() int  { return <-c }

// guarded is what a buffered channel promises, made of a slice and a lock.
type guarded struct {
	mu      sync.Mutex // guards values
	values  []int
	room    int
	changed sync.Cond
}

func newGuarded(room int) *guarded {
	g := &guarded{room: room}
	g.changed.L = &g.mu
	return g
}

func (g *guarded) put(v int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for len(g.values) == g.room {
		g.changed.Wait()
	}
	g.values = append(g.values, v)
	g.changed.Signal() // one producer, one consumer: never both are waiting
}

func (g *guarded) get() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	for len(g.values) == 0 {
		g.changed.Wait()
	}
	v := g.values[0]
	copy(g.values, g.values[1:]) // 1 KiB at most
	g.values = g.values[:len(g.values)-1]
	g.changed.Signal()
	return v
}

// batches gives the consumer all that is there at once. It has no bound.
type batches struct {
	mu     sync.Mutex // guards values
	values []int
	filled chan struct{} // room for one: values may not be empty
	mine   []int         // the consumer's
	next   int
}

func newBatches() *batches { return &batches{filled: make(chan struct{}, 1)} }

func (b *batches) put(v int) {
	b.mu.Lock()
	b.values = append(b.values, v)
	b.mu.Unlock()
	select {
	case b.filled <- struct{}{}:
	default: // the consumer is told already
	}
}

func (b *batches) get() int {
	for b.next == len(b.mine) {
		<-b.filled
		b.mu.Lock()
		b.mine, b.values, b.next = b.values, b.mine[:0], 0
		b.mu.Unlock()
	}
	b.next++
	return b.mine[b.next-1]
}

// slot holds one value, which an atomic store puts and another takes.
type slot struct {
	value int
	full  atomic.Bool
}

func (s *slot) put(v int) {
	spin(func() bool { return !s.full.Load() })
	s.value = v
	s.full.Store(true)
}

func (s *slot) get() int {
	spin(s.full.Load)
	v := s.value
	s.full.Store(false)
	return v
}

// ring holds 128 values for one producer and one consumer. Each index has one
// writer; the store that moves it on hands a slot to the other side.
type ring struct {
	slots [128]int
	head  atomic.Uint64 // the consumer's: the next to take
	_     [64]byte      // or both would write the same cache line
	tail  atomic.Uint64 // the producer's: the next to fill
}

func (r *ring) put(v int) {
	tail := r.tail.Load()
	spin(func() bool { return tail-r.head.Load() < uint64(len(r.slots)) })
	r.slots[tail%uint64(len(r.slots))] = v
	r.tail.Store(tail + 1)
}

func (r *ring) get() int {
	head := r.head.Load()
	spin(func() bool { return r.tail.Load() > head })
	v := r.slots[head%uint64(len(r.slots))]
	r.head.Store(head + 1)
	return v
}

// spin looks until ready, and lets others run now and then: atomics have no
// line to wait in.
func spin(ready func() bool) {
	for n := 1; !ready(); n++ {
		if n%1000 == 0 {
			runtime.Gosched()
		}
	}
}

type queued128 struct{ *queue.Queue[int] }

func (q queued128) put(v int) { _ = q.Put(context.Background(), v) }
func (q queued128) get() int  { v, _ := q.Get(context.Background()); return v }

// move moves values from a producer to b's own goroutine.
func move(b *testing.B, c conduit) {
	b.ReportAllocs()
	var producer sync.WaitGroup
	producer.Go(func() { // ends with the last value
		for v := range b.N {
			c.put(v)
		}
	})
	for range b.N {
		c.get()
	}
	producer.Wait()
}

func BenchmarkMoveUnbuffered(b *testing.B) { move(b, make(channel)) }
func BenchmarkMoveBuffered(b *testing.B)   { move(b, make(channel, 128)) }
func BenchmarkMoveQueue(b *testing.B)      { move(b, queued128{queue.New[int](128)}) }
func BenchmarkMoveMutex(b *testing.B)      { move(b, newGuarded(128)) }
func BenchmarkMoveBatches(b *testing.B)    { move(b, newBatches()) }
func BenchmarkMoveAtomic(b *testing.B)     { move(b, new(slot)) }

func BenchmarkMoveRing(b *testing.B) { move(b, new(ring)) }

// BenchmarkMoveUnbounded goes through example buffer: two hand-overs and a
// select.
func BenchmarkMoveUnbounded(b *testing.B) {
	in := make(chan int)
	out := unbounded(in)
	move(b, ends{in, out})
	close(in)
	<-out
}

// ends are the two ends of something with a goroutine between them.
type ends struct {
	in  chan<- int
	out <-chan int
}

func (e ends) put(v int) { e.in <- v }
func (e ends) get() int  { return <-e.out }

// The next ones use one goroutine: nobody waits and nobody is woken.

func BenchmarkAloneChannel(b *testing.B) {
	c := make(chan int, 1)
	for b.Loop() {
		c <- 1
		<-c
	}
}

func BenchmarkAloneMutex(b *testing.B) {
	var mu sync.Mutex
	var values []int
	for b.Loop() {
		mu.Lock()
		values = append(values, 1)
		mu.Unlock()
		mu.Lock()
		values = values[:0]
		mu.Unlock()
	}
}

func BenchmarkAloneAtomic(b *testing.B) {
	var s slot
	for b.Loop() {
		s.put(1)
		s.get()
	}
}

// BenchmarkAloneClosed asks a closed channel, as ctx.Done is asked in a loop.
func BenchmarkAloneClosed(b *testing.B) {
	c := make(chan struct{})
	close(c)
	for b.Loop() {
		<-c
	}
}

// BenchmarkAloneNotYet asks an open channel that nobody sends on.
func BenchmarkAloneNotYet(b *testing.B) {
	c := make(chan struct{})
	for b.Loop() {
		select {
		case <-c:
		default:
		}
	}
}

// BenchmarkCrowd lets four send on and four receive from one channel.
func BenchmarkCrowd(b *testing.B) {
	c := make(chan int, 128)
	var senders, receivers sync.WaitGroup
	for range 4 {
		senders.Go(func() {
			for range b.N/4 + 1 {
				c <- 1
			}
		})
		receivers.Go(func() { // ends when c is closed and empty
			for range c {
			}
		})
	}
	senders.Wait()
	close(c)
	receivers.Wait()
}

// BenchmarkIterator hands values to a loop body without a goroutine.
func BenchmarkIterator(b *testing.B) {
	numbers := func(yield func(int) bool) {
		for v := range b.N {
			if !yield(v) {
				return
			}
		}
	}
	sum := 0
	for v := range numbers {
		sum += v
	}
	if sum < 0 {
		b.Fatal("overflow")
	}
}

// BenchmarkMake makes a channel with room for one.
func BenchmarkMake(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		kept = make(chan int, 1)
	}
}

var kept chan int
