package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/04-sync-primitives/locks"
	"example.com/mastery/internal/lesson"
)

// keyed writes to two files from five goroutines. Writes to one file must not
// overlap; writes to different files may. One mutex for all would serialize the
// lot, and a map of mutexes that nobody ever removes would grow for ever.
func keyed(out io.Writer) {
	lesson.Name("main")
	var files locks.Keyed[string]
	var a, b int // lines written; each guarded by the lock of its key
	lines := map[string]*int{"a.txt": &a, "b.txt": &b}

	var writers sync.WaitGroup
	for n, name := range []string{"a.txt", "a.txt", "b.txt", "a.txt", "b.txt"} {
		writers.Go(func() {
			lesson.Name(fmt.Sprintf("%d: %s", n, name))
			files.Lock(name)
			defer files.Unlock(name)
			lesson.Note("writes " + name)
			time.Sleep(3 * time.Millisecond) // stands for work
			*lines[name]++
		})
	}
	writers.Wait()
	fmt.Fprintf(out, "a.txt %d, b.txt %d, keys kept %d\n", a, b, files.Len())
}
