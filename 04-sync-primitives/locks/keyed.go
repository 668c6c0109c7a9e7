package locks

import (
	"hash/maphash"
	"maps"
	"sync"
)

// A Keyed is a mutex for each key: whoever holds one key keeps nobody from the
// others. It keeps no memory for a key that is neither held nor waited for. The
// zero value is ready to use. A Keyed must not be copied after first use.
//
// The lock of a key behaves as a [sync.Mutex]: it is not bound to a goroutine,
// it can't be locked twice, and an Unlock happens before the next Lock of the
// same key. A key that is not equal to itself, as NaN, is a new one each time:
// don't lock it, it can't be unlocked.
type Keyed[K comparable] struct {
	shards [shards]shard[K]
}

// shards is how many parts the table of keys has: goroutines that come for
// different keys then seldom meet at the table.
const shards = 32

// seed is one for all tables, so that the zero value of Keyed is ready to use.
var seed = maphash.MakeSeed()

// A shard is a part of the table.
type shard[K comparable] struct {
	mu   sync.Mutex // guards the rest, for a few instructions at a time
	held map[K]*entry
	most int    // len(held) at its highest since held was made
	idle *entry // entries to be used again, at most roomy
	kept int    // how many

	_ [64]byte // keeps the next shard's mu out of this one's cache line
}

// An entry is the lock of one key that is held or waited for.
type entry struct {
	mu   sync.Mutex
	refs int    // who holds it or waits for it; guarded by shard.mu
	next *entry // in shard.idle
}

// roomy is how many keys a shard may have had at once before its table is made
// anew when three quarters of them are gone: a Go map never shrinks by itself.
const roomy = 64

func (k *Keyed[K]) shard(key K) *shard[K] {
	return &k.shards[maphash.Comparable(seed, key)%shards]
}

// Lock locks key. It blocks while somebody holds the same key; there is no
// other way out than their Unlock.
func (k *Keyed[K]) Lock(key K) {
	s := k.shard(key)
	s.mu.Lock()
	e := s.enter(key)
	s.mu.Unlock()
	e.mu.Lock()
}

// TryLock locks key if nobody holds it or waits for it, and reports whether it
// did. It never blocks.
func (k *Keyed[K]) TryLock(key K) bool {
	s := k.shard(key)
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held[key] != nil {
		return false
	}
	return s.enter(key).mu.TryLock() // nobody else has it: always true
}

// Unlock unlocks key. It panics if key is not locked. As with a sync.Mutex, a
// goroutine may unlock what another has locked.
func (k *Keyed[K]) Unlock(key K) {
	s := k.shard(key)
	s.mu.Lock()
	e := s.held[key]
	if e == nil {
		s.mu.Unlock()
		panic("locks: Unlock of a key that is not locked")
	}
	e.refs--
	last := e.refs == 0
	if last {
		e.mu.Unlock() // before somebody else finds it idle
		s.leave(key, e)
	}
	s.mu.Unlock()
	if !last {
		e.mu.Unlock() // wakes somebody: not under the table's lock
	}
}

// Len returns how many keys are held or waited for: the number of entries that
// k keeps memory for. It is for gauges and tests.
func (k *Keyed[K]) Len() int {
	n := 0
	for i := range k.shards {
		s := &k.shards[i]
		s.mu.Lock()
		n += len(s.held)
		s.mu.Unlock()
	}
	return n
}

// enter returns the entry of key and counts the caller in. The caller holds
// s.mu.
func (s *shard[K]) enter(key K) *entry {
	e := s.held[key]
	if e == nil {
		e = s.fresh()
		if s.held == nil {
			s.held = make(map[K]*entry)
		}
		s.held[key] = e
		s.most = max(s.most, len(s.held))
	}
	e.refs++
	return e
}

// fresh returns an entry that nobody uses. The caller holds s.mu.
func (s *shard[K]) fresh() *entry {
	e := s.idle
	if e == nil {
		return new(entry)
	}
	s.idle, e.next = e.next, nil
	s.kept--
	return e
}

// leave forgets key, whose entry nobody uses any more. The caller holds s.mu.
func (s *shard[K]) leave(key K, e *entry) {
	delete(s.held, key)
	if s.most > roomy && len(s.held) <= s.most/4 {
		held := make(map[K]*entry, len(s.held))
		maps.Copy(held, s.held)
		s.held, s.most = held, len(held)
	}
	if s.kept < roomy {
		s.idle, e.next = e, s.idle
		s.kept++
	}
}
