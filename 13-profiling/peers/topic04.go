package main

import (
	"sync"
	"time"

	"example.com/mastery/04-sync-primitives/locks"
)

func init() {
	register(&Contest{
		Topic: "04-sync-primitives", Name: "Keys",
		About: "8 goroutines, a key each, lock it n times and hold it for 20 µs as a query would",
		Sizes: []int{1, 10},
		Ours:  Entry{Name: "locks.Keyed", Start: stateless(keyedKeys)},
		Peers: []Entry{
			{Name: "one sync.Mutex", Start: stateless(oneKeys), Less: "everybody waits for everybody"},
			{Name: "a map of mutexes", Start: stateless(mapKeys), Less: "keeps every key for ever"},
		},
	})
}

// keys runs a goroutine for each of 8 keys, each of which waits n times under
// the lock of its key.
func keys(n int, lock, unlock func(key int)) {
	var wg sync.WaitGroup
	for key := range 8 {
		wg.Go(func() {
			for range n {
				lock(key)
				time.Sleep(20 * time.Microsecond)
				unlock(key)
			}
		})
	}
	wg.Wait()
}

func keyedKeys(n int) {
	var k locks.Keyed[int]
	keys(n, k.Lock, k.Unlock)
}

func oneKeys(n int) {
	var mu sync.Mutex
	keys(n, func(int) { mu.Lock() }, func(int) { mu.Unlock() })
}

func mapKeys(n int) {
	var mu sync.Mutex // guards of
	of := map[int]*sync.Mutex{}
	get := func(key int) *sync.Mutex {
		mu.Lock()
		defer mu.Unlock()
		if of[key] == nil {
			of[key] = new(sync.Mutex)
		}
		return of[key]
	}
	keys(n, func(key int) { get(key).Lock() }, func(key int) { get(key).Unlock() })
}
