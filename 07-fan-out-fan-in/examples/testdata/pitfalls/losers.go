// Bug: the loser is left alone, but not called off.
package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

var work atomic.Int32 // what the servers have done

// search does a hundred steps, unless ctx ends.
func search(ctx context.Context, step time.Duration) string {
	for range 100 {
		if ctx.Err() != nil {
			return ""
		}
		time.Sleep(step)
		work.Add(1)
	}
	return "found"
}

func main() {
	ctx := context.Background() // nobody can end it
	answers := make(chan string, 2)
	var servers sync.WaitGroup
	servers.Go(func() { answers <- search(ctx, time.Millisecond) })
	servers.Go(func() { answers <- search(ctx, 0) })
	fmt.Println(<-answers)
	servers.Wait() // only to see what the loser still does
	fmt.Println("steps done for one answer:", work.Load())
}
