package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unsafe"

	"example.com/mastery/internal/lesson"
)

// starving shows both modes of a mutex. The hog unlocks and locks again at
// once; the guest waits. The hog is running when the lock becomes free and the
// guest has yet to be woken, so the hog wins. When the guest has lost after more
// than 1 ms it sets the starving bit, and the next Unlock hands the lock to it.
func starving(out io.Writer) {
	lesson.Name("hog")
	var mu sync.Mutex
	var order []string // guarded by mu
	mu.Lock()

	var guest sync.WaitGroup
	guest.Go(func() {
		lesson.Name("guest")
		mu.Lock() // waits from here
		defer mu.Unlock()
		lesson.Note("has the lock")
		order = append(order, "guest")
	})

	for turn := 1; turn <= 3; turn++ {
		time.Sleep(5 * time.Millisecond) // stands for work; the guest waits
		order = append(order, "hog")
		fmt.Fprintf(out, "turn %d of the hog ends: %s\n", turn, bits(&mu))
		lesson.Note(bits(&mu))
		mu.Unlock()
		mu.Lock() // at once: normal mode lets it, starvation mode does not
	}
	mu.Unlock()
	guest.Wait()
	fmt.Fprintln(out, "order:", strings.Join(order, " "))
}

// bits reads the state word of a mutex. It is the first word of the struct
// (src/internal/sync/mutex.go); a program that does more than show it is wrong.
func bits(mu *sync.Mutex) string {
	state := atomic.LoadInt32((*int32)(unsafe.Pointer(mu)))
	mode := "normal"
	if state&4 != 0 { // mutexStarving
		mode = "starving"
	}
	return fmt.Sprintf("%s, waiting %d", mode, state>>3) // mutexWaiterShift
}
