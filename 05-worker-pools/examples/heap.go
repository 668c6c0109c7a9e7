package main

import (
	"container/heap"
	"fmt"
	"io"

	"example.com/mastery/internal/lesson"
)

// A patient waits. Of two with the same urgency, the lower number came first.
type patient struct {
	name    string
	urgency int
	number  int
}

// ward is a heap of patients: the smallest by Less is at index 0.
type ward []patient

func (w ward) Len() int { return len(w) }
func (w ward) Less(i, j int) bool {
	if w[i].urgency != w[j].urgency {
		return w[i].urgency > w[j].urgency
	}
	return w[i].number < w[j].number // without it equals would come in any order
}
func (w ward) Swap(i, j int) { w[i], w[j] = w[j], w[i] }
func (w *ward) Push(x any)   { *w = append(*w, x.(patient)) } // for heap.Push only
func (w *ward) Pop() any { // for heap.Pop only: takes off the end
	last := (*w)[len(*w)-1]
	*w = (*w)[:len(*w)-1]
	return last
}

// urgentFirst puts patients into the heap as they come, and treats two after
// every third. One goroutine does it all; more would need a lock.
func urgentFirst(out io.Writer) {
	lesson.Name("nurse")
	var waiting ward
	treat := func() {
		next := heap.Pop(&waiting).(patient)
		lesson.Note(next.name)
		fmt.Fprintln(out, "treated:", next.name)
	}
	for number, p := range []patient{
		{name: "cough", urgency: 1},
		{name: "burn", urgency: 2},
		{name: "sprain", urgency: 1},
		{name: "fall", urgency: 2},
		{name: "heart attack", urgency: 3},
		{name: "cut", urgency: 2},
	} {
		p.number = number
		heap.Push(&waiting, p)
		if number%3 == 2 {
			treat()
			treat()
		}
	}
	for len(waiting) > 0 {
		treat()
	}
}
