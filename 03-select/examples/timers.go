package main

import (
	"fmt"
	"io"
	"runtime"
	"time"

	"example.com/mastery/internal/lesson"
)

// timers looks at what changed with Go 1.23: older texts and older code drain a
// timer before Reset, and avoid time.After in a loop. Neither is needed now.
func timers(out io.Writer) {
	lesson.Name("main")
	timer := time.NewTimer(time.Millisecond)
	time.Sleep(3 * time.Millisecond) // due, and nobody has received
	fmt.Fprintf(out, "due: len %d, cap %d\n", len(timer.C), cap(timer.C))
	fmt.Fprintf(out, "Reset found it running: %t", timer.Reset(time.Hour))
	select {
	case <-timer.C:
		fmt.Fprintln(out, ", and left a stale value")
	default:
		fmt.Fprintln(out, ", and nothing stale is left")
	}

	began := time.Now()
	late := time.NewTimer(2 * time.Millisecond)
	time.Sleep(20 * time.Millisecond)
	due := <-late.C // made up at this moment
	fmt.Fprintf(out, "received after %d ms, it says %d ms\n",
		time.Since(began).Milliseconds(), due.Sub(began).Milliseconds())

	const many = 20_000
	before := heap()
	channels := make([]<-chan time.Time, many)
	for i := range channels {
		channels[i] = time.After(time.Hour)
	}
	held := heap() - before
	runtime.KeepAlive(channels) // from here on nobody refers to them
	fmt.Fprintf(out, "%d timers of an hour: %d KiB, forgotten: %d KiB\n", many, held>>10, max(0, heap()-before)>>10)
}

// heap returns how many bytes of the heap are in use after a collection.
func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
