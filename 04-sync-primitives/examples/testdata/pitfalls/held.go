// Bug: the lock is held during a slow call, so all wait for the slowest.
package main

import (
	"fmt"
	"sync"
	"time"
)

type directory struct {
	mu    sync.Mutex
	names map[int]string
}

func (d *directory) name(id int) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.names[id] == "" {
		d.names[id] = ask(id)
	}
	return d.names[id]
}

func ask(id int) string {
	time.Sleep(20 * time.Millisecond) // a slow server
	return fmt.Sprint("user ", id)
}

func main() {
	d := &directory{names: map[int]string{1: "known"}}
	var users sync.WaitGroup
	for id := 2; id <= 6; id++ {
		users.Go(func() { d.name(id) })
	}
	time.Sleep(5 * time.Millisecond)
	start := time.Now()
	d.name(1)
	fmt.Println("a name that was known took", time.Since(start).Round(time.Millisecond))
	users.Wait()
}
