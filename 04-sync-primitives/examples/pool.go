package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"sync"

	"example.com/mastery/internal/lesson"
)

// A sheet is what the pool lends: something worth more than a Get and a Put.
type sheet struct {
	text []byte
}

// pool counts what comes back out of a sync.Pool after no, one and two
// collections. The first moves all to the victim cache, where Get looks last;
// the second drops what is still there.
func pool(out io.Writer) {
	lesson.Name("main")
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // no collection but ours
	made := 0
	sheets := sync.Pool{New: func() any {
		made++
		return &sheet{text: make([]byte, 0, 1024)}
	}}
	for collections := range 3 {
		fill(&sheets, 100)
		for range collections {
			lesson.Note("collection")
			runtime.GC()
		}
		made = 0
		for range 100 {
			s := sheets.Get().(*sheet) // not put back: each Get takes another
			s.text = s.text[:0]        // whatever the last user left in it
		}
		fmt.Fprintf(out, "put 100, collected %d times: got %d of them back\n", collections, 100-made)
	}
}

// fill puts n new sheets into the pool.
func fill(p *sync.Pool, n int) {
	for range n {
		p.Put(&sheet{text: make([]byte, 0, 1024)})
	}
}
