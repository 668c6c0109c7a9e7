// Package locks has locks and meeting points that package sync has not.
//
// [Keyed] is a mutex per key. Use it when work on one user, file or row must
// not overlap with other work on the same one. Use a plain [sync.Mutex] when
// the guarded work is shorter than two map operations.
//
// [Latch] holds goroutines back until something has happened n times. Use
// [sync.WaitGroup] when the one who waits also starts the goroutines and always
// waits to the end.
//
// [Barrier] lets the same goroutines meet again and again, phase by phase. Use
// an errgroup a phase when the goroutines need not live through all phases.
//
// [Mutex] and [RWMutex] are those of package sync, until the program is built
// with the tag lockorder. Then they watch in which order locks are taken and
// report an order that can deadlock before it does. Use them where a deadlock
// is feared; run the tests with
//
//	go test -tags lockorder ./...
package locks
