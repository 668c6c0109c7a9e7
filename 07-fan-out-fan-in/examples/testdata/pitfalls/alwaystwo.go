// Bug: the second call begins with the first, so that there are always two.
package main

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
)

var calls atomic.Int32 // what the servers get

func ask(context.Context) string {
	calls.Add(1)
	return "answer"
}

func both() string {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	answers := make(chan string, 2)
	var two sync.WaitGroup
	defer two.Wait()
	for range 2 { // no delay between them
		two.Go(func() { answers <- ask(ctx) })
	}
	return <-answers
}

func main() {
	for range 100 {
		both()
	}
	fmt.Println("100 answers cost", calls.Load(), "calls")
}
