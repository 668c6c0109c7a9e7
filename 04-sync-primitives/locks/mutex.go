//go:build !lockorder

package locks

import "sync"

// Mutex is a [sync.Mutex]. Built with the tag lockorder, it also reports an
// order of locking that can deadlock.
type Mutex = sync.Mutex

// RWMutex is a [sync.RWMutex]. Built with the tag lockorder, it also reports an
// order of locking that can deadlock.
type RWMutex = sync.RWMutex

// Watching reports whether the program was built with the tag lockorder.
const Watching = false

// OnInversion sets what is called with each [Inversion] and returns what was
// called before. Without the tag lockorder there are none, and it does nothing.
func OnInversion(func(*Inversion)) (before func(*Inversion)) { return nil }
