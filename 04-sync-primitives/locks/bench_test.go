package locks

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A byKey locks one key while f runs.
type byKey interface{ with(key int, f func()) }

type keyed struct{ Keyed[int] }

func (k *keyed) with(key int, f func()) {
	k.Lock(key)
	defer k.Unlock(key)
	f()
}

// one is what people write first: a single mutex for all keys.
type one struct{ mu sync.Mutex }

func (o *one) with(_ int, f func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	f()
}

// growing is what they write next: a map of mutexes that only grows.
type growing struct {
	mu   sync.Mutex // guards keys
	keys map[int]*sync.Mutex
}

func (g *growing) with(key int, f func()) {
	g.mu.Lock()
	mu := g.keys[key]
	if mu == nil {
		mu = new(sync.Mutex)
		g.keys[key] = mu
	}
	g.mu.Unlock()
	mu.Lock()
	defer mu.Unlock()
	f()
}

var byKeys = []struct {
	name string
	make func() byKey
}{
	{"Keyed", func() byKey { return new(keyed) }},
	{"OneMutex", func() byKey { return new(one) }},
	{"GrowingMap", func() byKey { return &growing{keys: map[int]*sync.Mutex{}} }},
}

// BenchmarkKeys has goroutines that work on distinct keys: nothing but the lock
// keeps them from working at the same time. With waiting, the work under the
// lock waits as a query would; with computing, it is a loop of some 200 ns.
func BenchmarkKeys(b *testing.B) {
	for _, work := range []struct {
		name string
		f    func()
	}{
		{"waiting", func() { <-time.After(50 * time.Microsecond) }},
		{"computing", func() { spin(200) }},
		{"nothing", func() {}},
	} {
		for _, k := range byKeys {
			b.Run(work.name+"/"+k.name, func(b *testing.B) {
				b.ReportAllocs()
				locks := k.make()
				var next atomic.Int64
				b.SetParallelism(4)
				b.RunParallel(func(pb *testing.PB) {
					key := int(next.Add(1))
					for pb.Next() {
						locks.with(key, work.f)
					}
				})
			})
		}
	}
}

var sink atomic.Int64

func spin(n int) {
	x := n
	for i := range n {
		x = x*31 + i
	}
	if x == 42 {
		sink.Add(1)
	}
}

// BenchmarkWatch is what the watch on lock order costs, one lock held and
// another taken, against the same with sync.Mutex, which is what locks.Mutex is
// without the tag lockorder.
func BenchmarkWatch(b *testing.B) {
	b.Run("Mutex", func(b *testing.B) {
		var outer, inner Mutex
		for b.Loop() {
			both(&outer, &inner)
		}
	})
	b.Run("sync", func(b *testing.B) {
		var outer, inner sync.Mutex
		for b.Loop() {
			both(&outer, &inner)
		}
	})
	b.Run("watched", func(b *testing.B) {
		var outer, inner watched
		for b.Loop() {
			both(&outer, &inner)
		}
	})
}

func both(outer, inner sync.Locker) {
	outer.Lock()
	defer outer.Unlock()
	inner.Lock()
	defer inner.Unlock()
}

// BenchmarkMeet is a meeting of four goroutines, by Barrier and by a WaitGroup
// for each phase.
func BenchmarkMeet(b *testing.B) {
	const parties = 4
	b.Run("Barrier", func(b *testing.B) {
		barrier := NewBarrier(parties)
		var wg sync.WaitGroup
		for range parties {
			wg.Go(func() {
				for range b.N {
					_, _ = barrier.Wait(b.Context())
				}
			})
		}
		wg.Wait()
	})
	b.Run("WaitGroup", func(b *testing.B) {
		for b.Loop() {
			var wg sync.WaitGroup
			for range parties {
				wg.Go(func() {})
			}
			wg.Wait()
		}
	})
}
