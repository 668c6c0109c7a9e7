package queue_test

import (
	"context"
	"sync"
	"testing"

	"example.com/mastery/02-channels/queue"
)

// A conduit is what the benchmarks compare: something to put into and get from.
type conduit interface {
	put(int)
	get() bool
	close()
}

type channel chan int

func (c channel) put(n int) { c <- n }
func (c channel) get() bool { _, ok := <-c; return ok }
func (c channel) close()    { close(c) }

type bounded struct{ *queue.Queue[int] }

func (q bounded) put(n int) { _ = q.Put(context.Background(), n) }
func (q bounded) get() bool { _, err := q.Get(context.Background()); return err == nil }
func (q bounded) close()    { q.Close() }

func BenchmarkPutGet(b *testing.B) {
	for _, crowd := range []struct {
		name string
		n    int
	}{{"1to1", 1}, {"4to4", 4}} {
		for _, c := range []struct {
			name string
			make func() conduit
		}{
			{"channel", func() conduit { return make(channel, 128) }},
			{"queue", func() conduit { return bounded{queue.New[int](128)} }},
			{"unbounded", func() conduit { return bounded{new(queue.Queue[int])} }},
		} {
			b.Run(crowd.name+"/"+c.name, func(b *testing.B) {
				b.ReportAllocs()
				move(b, c.make(), crowd.n)
			})
		}
	}
}

// move moves b.N items from n producers to n consumers.
func move(b *testing.B, c conduit, n int) {
	var producers, consumers sync.WaitGroup
	for p := range n {
		producers.Go(func() {
			for i := p; i < b.N; i += n {
				c.put(i)
			}
		})
		consumers.Go(func() {
			for c.get() {
			}
		})
	}
	producers.Wait()
	c.close()
	consumers.Wait()
}
