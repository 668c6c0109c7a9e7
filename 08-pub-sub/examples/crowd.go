package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"time"

	"example.com/mastery/08-pub-sub/pubsub"
	"example.com/mastery/internal/lesson"
)

// crowd publishes to one subscriber beside more and more others that the
// message is not for. Trying each pattern takes longer and longer; a trie over
// the tokens leads to the one in three steps.
func crowd(out io.Writer) {
	lesson.Name("main")
	const subject = "user.me.new"
	ctx := context.Background()
	for _, others := range []int{50, 50_000} {
		var bus pubsub.Broker[int]
		before := heap()
		patterns := make([]string, others)
		for i := range patterns {
			patterns[i] = fmt.Sprintf("user.%d.new", i)
			if _, err := bus.Subscribe(ctx, patterns[i], pubsub.Options{}); err != nil {
				panic(err)
			}
		}
		bytes := (heap() - before) / others
		me, _ := bus.Subscribe(ctx, subject, pubsub.Options{})
		trie := each(1000, func() {
			_ = bus.Publish(ctx, subject, 1)
			_, _ = me.Receive(ctx)
		})
		one := each(10, func() {
			for _, pattern := range patterns {
				_ = pubsub.Match(pattern, subject)
			}
		})
		fmt.Fprintf(out, "%5d others of %d bytes: publish and receive %v, only trying each pattern %v\n", others, bytes, trie, one)
		_ = bus.Close()
	}
}

// each returns the time that f takes, the mean of n calls.
func each(n int, f func()) time.Duration {
	start := time.Now()
	for range n {
		f()
	}
	return (time.Since(start) / time.Duration(n)).Round(10 * time.Nanosecond)
}

// heap returns how many bytes are in use. The second collection takes what the
// first one only marked as free to go: what lay in a sync.Pool, or had a cleanup.
func heap() int {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
