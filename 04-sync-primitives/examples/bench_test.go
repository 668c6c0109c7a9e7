package main

import (
	"sync"
	"sync/atomic"
	"testing"

	"example.com/mastery/04-sync-primitives/locks"
)

// The table in the notes' section What it costs is made by these. Those called
// All run in as many goroutines as there are processors.

func BenchmarkMutex(b *testing.B) {
	var mu sync.Mutex
	n := 0
	for b.Loop() {
		mu.Lock()
		n++
		mu.Unlock()
	}
}

func BenchmarkMutexAll(b *testing.B) {
	var mu sync.Mutex
	n := 0
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			mu.Lock()
			n++
			mu.Unlock()
		}
	})
}

// BenchmarkMutexDefer differs from BenchmarkMutex by the defer alone.
func BenchmarkMutexDefer(b *testing.B) {
	var mu sync.Mutex
	n := 0
	add := func() {
		mu.Lock()
		defer mu.Unlock()
		n++
	}
	for b.Loop() {
		add()
	}
}

func BenchmarkRLock(b *testing.B) {
	var mu sync.RWMutex
	n := 0
	for b.Loop() {
		mu.RLock()
		_ = n
		mu.RUnlock()
	}
}

func BenchmarkRLockAll(b *testing.B) {
	var mu sync.RWMutex
	n := 0
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			mu.RLock()
			_ = n
			mu.RUnlock()
		}
	})
}

func BenchmarkRWLock(b *testing.B) {
	var mu sync.RWMutex
	n := 0
	for b.Loop() {
		mu.Lock()
		n++
		mu.Unlock()
	}
}

// long is a read that is worth sharing: about a microsecond for 4096 numbers.
//
//go:noinline
func long(table []int) int {
	sum := 0
	for _, n := range table {
		sum += n
	}
	return sum
}

// BenchmarkLong is the read alone, without a lock.
func BenchmarkLong(b *testing.B) {
	table := make([]int, 4096)
	for b.Loop() {
		long(table)
	}
}

func BenchmarkLongMutexAll(b *testing.B) {
	var mu sync.Mutex
	table := make([]int, 4096)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			mu.Lock()
			long(table)
			mu.Unlock()
		}
	})
}

func BenchmarkLongRLockAll(b *testing.B) {
	var mu sync.RWMutex
	table := make([]int, 4096)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			mu.RLock()
			long(table)
			mu.RUnlock()
		}
	})
}

func BenchmarkAtomicAddAll(b *testing.B) {
	var n atomic.Int64
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			n.Add(1)
		}
	})
}

func BenchmarkOnce(b *testing.B) {
	var once sync.Once
	for b.Loop() {
		once.Do(func() {})
	}
}

func BenchmarkOnceValue(b *testing.B) {
	value := sync.OnceValue(func() int { return 42 })
	for b.Loop() {
		value()
	}
}

func BenchmarkWaitGroup(b *testing.B) {
	var wg sync.WaitGroup
	for b.Loop() {
		wg.Add(1)
		wg.Done()
	}
}

// keys is how many entries the maps have.
const keys = 1024

// A table is a map that goroutines may use at the same time.
type table interface {
	get(key int) int
	put(key, value int)
}

type mutexMap struct {
	mu sync.Mutex
	m  map[int]int
}

func (t *mutexMap) get(key int) int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.m[key]
}

func (t *mutexMap) put(key, value int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.m[key] = value
}

type rwMap struct {
	mu sync.RWMutex
	m  map[int]int
}

func (t *rwMap) get(key int) int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.m[key]
}

func (t *rwMap) put(key, value int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.m[key] = value
}

type syncMap struct{ m sync.Map }

func (t *syncMap) get(key int) int {
	v, _ := t.m.Load(key)
	n, _ := v.(int)
	return n
}

func (t *syncMap) put(key, value int) { t.m.Store(key, value) }

// useMap has one put among so many operations; the rest are gets.
func useMap(b *testing.B, t table, onePut int) {
	for key := range keys {
		t.put(key, key)
	}
	b.ReportAllocs()
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for i := 0; pb.Next(); i++ {
			if key := i % keys; i%onePut == 0 {
				t.put(key, i)
			} else {
				t.get(key)
			}
		}
	})
}

func BenchmarkMapReadsAll(b *testing.B) {
	b.Run("Mutex", func(b *testing.B) { useMap(b, &mutexMap{m: map[int]int{}}, 1000) })
	b.Run("RWMutex", func(b *testing.B) { useMap(b, &rwMap{m: map[int]int{}}, 1000) })
	b.Run("sync.Map", func(b *testing.B) { useMap(b, &syncMap{}, 1000) })
}

func BenchmarkMapWritesAll(b *testing.B) {
	b.Run("Mutex", func(b *testing.B) { useMap(b, &mutexMap{m: map[int]int{}}, 1) })
	b.Run("sync.Map", func(b *testing.B) { useMap(b, &syncMap{}, 1) })
}

// sink makes the compiler put what is stored here on the heap.
var sink atomic.Pointer[[4096]byte]

func BenchmarkNew(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		sink.Store(new([4096]byte))
	}
}

func BenchmarkPool(b *testing.B) {
	b.ReportAllocs()
	p := sync.Pool{New: func() any { return new([4096]byte) }}
	for b.Loop() {
		page := p.Get().(*[4096]byte)
		sink.Store(page)
		p.Put(page)
	}
}

// useKeys locks a key, works on what it guards, and unlocks it. Each goroutine
// has keys of its own.
func useKeys(b *testing.B, lock, unlock func(key int64)) {
	var goroutines atomic.Int64
	b.RunParallel(func(pb *testing.PB) {
		first := goroutines.Add(1) * keys
		state := make([]int, 4096)
		for i := int64(0); pb.Next(); i++ {
			key := first + i%keys
			lock(key)
			long(state)
			unlock(key)
		}
	})
}

func BenchmarkKeysAll(b *testing.B) {
	b.Run("one-mutex", func(b *testing.B) {
		var mu sync.Mutex
		useKeys(b, func(int64) { mu.Lock() }, func(int64) { mu.Unlock() })
	})
	b.Run("Keyed", func(b *testing.B) {
		var k locks.Keyed[int64]
		useKeys(b, k.Lock, k.Unlock)
	})
}

func BenchmarkKeyed(b *testing.B) {
	var k locks.Keyed[int]
	for b.Loop() {
		k.Lock(7)
		k.Unlock(7)
	}
}

func BenchmarkTryBoth(b *testing.B) {
	var mu sync.Mutex
	b.Run("free", func(b *testing.B) {
		for b.Loop() {
			if mu.TryLock() {
				mu.Unlock()
			}
		}
	})
	b.Run("held", func(b *testing.B) {
		mu.Lock()
		defer mu.Unlock()
		for b.Loop() {
			mu.TryLock()
		}
	})
}
