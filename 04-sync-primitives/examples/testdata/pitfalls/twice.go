// Bug: a method that locks calls another that locks.
package main

import (
	"fmt"
	"sync"
)

type basket struct {
	mu    sync.Mutex
	items []string
}

func (b *basket) size() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.items)
}

func (b *basket) add(item string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.size() < 3 {
		b.items = append(b.items, item)
	}
}

func main() {
	var b basket
	b.add("tea")
	fmt.Println(b.size())
}
