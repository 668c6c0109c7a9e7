// equals: Four tasks of the same priority.
package main

import (
	"container/heap"
	"fmt"
)

type task struct {
	priority int
	name     string
}

type tasks []task

func (t tasks) Len() int           { return len(t) }
func (t tasks) Less(i, j int) bool { return t[i].priority > t[j].priority }
func (t tasks) Swap(i, j int)      { t[i], t[j] = t[j], t[i] }
func (t *tasks) Push(x any)        { *t = append(*t, x.(task)) }
func (t *tasks) Pop() any {
	last := (*t)[len(*t)-1]
	*t = (*t)[:len(*t)-1]
	return last
}

func main() {
	var waiting tasks
	for _, name := range []string{"a", "b", "c", "d"} {
		heap.Push(&waiting, task{1, name})
	}
	for len(waiting) > 0 {
		fmt.Print(heap.Pop(&waiting).(task).name, " ")
	}
	fmt.Println()
}

// Verdict: prints
// Output:
// a d c b
// Why: A heap knows which element is the smallest, and no order among equals: Pop
// puts the last one into the place of the first. So the oldest of equals may
// wait for as long as others come. To keep them in order, give each a number
// and compare that when the priorities are the same.
