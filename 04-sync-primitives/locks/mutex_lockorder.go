//go:build lockorder

package locks

// Mutex is a [sync.Mutex] that also reports an order of locking that can
// deadlock.
type Mutex = watched

// RWMutex is a [sync.RWMutex] that also reports an order of locking that can
// deadlock.
type RWMutex = watchedRW

// Watching reports whether the program was built with the tag lockorder.
const Watching = true

// OnInversion sets what is called with each [Inversion] and returns what was
// called before. At first they are printed to standard error. report is called
// in the goroutine that is about to lock, before it blocks, and may itself use
// locks; nil reports nothing.
func OnInversion(report func(*Inversion)) (before func(*Inversion)) {
	return process.onInversion(report)
}
