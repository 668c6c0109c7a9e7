package main

import (
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/internal/lesson"
)

// A shelf is a range of jobs that belongs to one worker. Another may take the
// back half of it.
type shelf struct {
	mu     sync.Mutex // guards lo and hi
	lo, hi int        // the jobs lo to hi-1 are not begun
}

// take takes the first job.
func (s *shelf) take() (job int, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lo == s.hi {
		return 0, false
	}
	s.lo++
	return s.lo - 1, true
}

// halve takes the back half, at least one job if there is any.
func (s *shelf) halve() (lo, hi int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	hi = s.hi
	s.hi -= (s.hi - s.lo + 1) / 2
	return s.hi, hi
}

// steal gives the first four of eight jobs to ann and the others to bob. Ann's
// are long, which nobody knew.
func steal(out io.Writer) {
	lesson.Name("main")
	for _, stealing := range []bool{false, true} {
		shelves := []*shelf{{lo: 0, hi: 4}, {lo: 4, hi: 8}}
		done := make([]int, 2) // jobs done, one writer for each element
		began := time.Now()
		var workers sync.WaitGroup
		for id, name := range []string{"ann", "bob"} {
			mine, other := shelves[id], shelves[1-id]
			workers.Go(func() {
				lesson.Name(name)
				for {
					job, ok := mine.take()
					if !ok && stealing {
						lo, hi := other.halve()
						mine.mu.Lock()
						mine.lo, mine.hi = lo, hi
						mine.mu.Unlock()
						job, ok = mine.take()
					}
					if !ok {
						break
					}
					lesson.Note(fmt.Sprint("job ", job))
					time.Sleep(time.Millisecond) // stands for a short job
					if job < 4 {
						time.Sleep(20 * time.Millisecond) // and for a long one
					}
					done[id]++
				}
			})
		}
		workers.Wait()
		fmt.Fprintf(out, "stealing %t: ann did %d, bob did %d, done after %d ms\n",
			stealing, done[0], done[1], time.Since(began).Milliseconds())
	}
}
