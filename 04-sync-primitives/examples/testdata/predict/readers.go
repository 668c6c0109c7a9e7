// readers: A count of reads.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var rw sync.RWMutex
	reads := 0
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			rw.RLock()
			defer rw.RUnlock()
			reads++
		})
	}
	wg.Wait()
	fmt.Println(reads)
}

// Verdict: races
// Why: RLock keeps writers out, not readers, so both goroutines may be inside
// and reads++ is a write. Nothing orders the two: an RUnlock happens before a
// later Lock, not before a later RLock. Use Lock, or an atomic.Int64 for the
// count.
