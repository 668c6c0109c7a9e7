// Bug: a queue that takes everything hides that there is too much.
package main

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"example.com/mastery/02-channels/queue"
)

func main() {
	ctx := context.Background()
	var uploads queue.Queue[[]byte] // the zero value has no bound
	go func() {
		for range uploads.All(ctx) {
			time.Sleep(2 * time.Millisecond) // stands for work
		}
	}()

	for range 20_000 {
		_ = uploads.Put(ctx, make([]byte, 1024)) // never waits, never fails
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	waiting := uploads.Len()
	fmt.Printf("%d wait, %d MiB in use, the last one's turn comes in %d s\n",
		waiting, m.HeapAlloc>>20, waiting*2/1000)
}
