package main

import (
	"fmt"
	"io"
	"maps"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// A priceList is read much and written seldom. Readers share the lock, which
// pays when a read is long: here it takes 3 ms.
type priceList struct {
	mu    sync.RWMutex // guards cents
	cents map[string]int
}

func (p *priceList) of(item string) int {
	p.mu.RLock()
	defer p.mu.RUnlock()
	lesson.Note("reads")
	time.Sleep(3 * time.Millisecond) // stands for work: a search, a sum
	return p.cents[item]
}

func (p *priceList) set(item string, cents int) {
	p.mu.Lock() // RLock would let readers in while the map is written
	defer p.mu.Unlock()
	lesson.Note("writes")
	time.Sleep(2 * time.Millisecond) // stands for work
	p.cents[item] = cents
}

// all returns a copy: the map itself would be read without the lock.
func (p *priceList) all() map[string]int {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return maps.Clone(p.cents)
}

// prices has three readers and a writer.
func prices(out io.Writer) {
	lesson.Name("main")
	list := &priceList{cents: map[string]int{"tea": 250}}
	var people sync.WaitGroup
	for i, name := range []string{"Ann", "Ben", "Cid"} {
		people.Go(func() {
			lesson.Name(name)
			for range 2 {
				time.Sleep(time.Duration(1+i) * time.Millisecond)
				list.of("tea")
			}
		})
	}
	people.Go(func() {
		lesson.Name("owner")
		time.Sleep(3 * time.Millisecond)
		list.set("tea", 300)
	})
	people.Wait()
	fmt.Fprintln(out, "the list is now:", list.all())
}
