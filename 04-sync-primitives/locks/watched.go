package locks

import "sync"

// A watched is a Mutex whose order is watched. It is compiled with and without
// the tag lockorder, so that the tests of the watch run in both.
type watched struct {
	mu sync.Mutex
	id identity
}

// Lock is sync.Mutex.Lock. Before it blocks it reports an order that can
// deadlock, and a goroutine that locks what it holds.
func (m *watched) Lock() {
	process.wants(&m.id)
	m.mu.Lock()
	process.got(&m.id, false)
}

// TryLock is sync.Mutex.TryLock. Since it does not block it can't deadlock:
// only what is locked after it has an order.
func (m *watched) TryLock() bool {
	ok := m.mu.TryLock()
	if ok {
		process.got(&m.id, false)
	}
	return ok
}

// Unlock is sync.Mutex.Unlock.
func (m *watched) Unlock() {
	process.gaveBack(&m.id)
	m.mu.Unlock()
}

// A watchedRW is an RWMutex whose order is watched. Reading counts as much as
// writing: a reader waits behind a writer that waits.
type watchedRW struct {
	mu sync.RWMutex
	id identity
}

// Lock is sync.RWMutex.Lock; it reports what Mutex.Lock reports.
func (m *watchedRW) Lock() {
	process.wants(&m.id)
	m.mu.Lock()
	process.got(&m.id, false)
}

// TryLock is sync.RWMutex.TryLock.
func (m *watchedRW) TryLock() bool {
	ok := m.mu.TryLock()
	if ok {
		process.got(&m.id, false)
	}
	return ok
}

// Unlock is sync.RWMutex.Unlock.
func (m *watchedRW) Unlock() {
	process.gaveBack(&m.id)
	m.mu.Unlock()
}

// RLock is sync.RWMutex.RLock. A goroutine that reads what it reads already is
// reported too: between its two RLocks a writer may begin to wait, and then
// each waits for the other.
func (m *watchedRW) RLock() {
	process.wants(&m.id)
	m.mu.RLock()
	process.got(&m.id, true)
}

// TryRLock is sync.RWMutex.TryRLock.
func (m *watchedRW) TryRLock() bool {
	ok := m.mu.TryRLock()
	if ok {
		process.got(&m.id, true)
	}
	return ok
}

// RUnlock is sync.RWMutex.RUnlock.
func (m *watchedRW) RUnlock() {
	process.gaveBack(&m.id)
	m.mu.RUnlock()
}

// RLocker is sync.RWMutex.RLocker.
func (m *watchedRW) RLocker() sync.Locker { return (*reader)(m) }

type reader watchedRW

func (r *reader) Lock()   { (*watchedRW)(r).RLock() }
func (r *reader) Unlock() { (*watchedRW)(r).RUnlock() }
