// Bug: a look at the heap without its lock.
package main

import (
	"container/heap"
	"sync"
)

type byUrgency []int

func (h byUrgency) Len() int           { return len(h) }
func (h byUrgency) Less(i, j int) bool { return h[i] > h[j] }
func (h byUrgency) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *byUrgency) Push(x any)        { *h = append(*h, x.(int)) }
func (h *byUrgency) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

func main() {
	var mu sync.Mutex // guards tasks
	tasks := &byUrgency{}
	var both sync.WaitGroup
	both.Go(func() {
		for urgency := range 100 {
			mu.Lock()
			heap.Push(tasks, urgency)
			mu.Unlock()
		}
	})
	both.Go(func() {
		for range 100 {
			if tasks.Len() > 0 { // to spare the lock when there is nothing
				mu.Lock()
				heap.Pop(tasks)
				mu.Unlock()
			}
		}
	})
	both.Wait()
}
