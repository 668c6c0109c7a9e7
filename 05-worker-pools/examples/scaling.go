package main

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"example.com/mastery/internal/lesson"
)

// scaling sends the same sixteen queries with more and more workers. The
// database answers four at a time; whoever comes fifth waits in line there.
func scaling(out io.Writer) {
	lesson.Name("main")
	for _, n := range []int{1, 2, 4, 8, 16} {
		database := make(chan struct{}, 4) // four queries at a time
		var spent atomic.Int64             // by all queries, in nanoseconds

		queries := make(chan int)
		began := time.Now()
		var workers sync.WaitGroup
		for range n {
			workers.Go(func() {
				lesson.Name(fmt.Sprintf("%d workers", n))
				for range queries {
					asked := time.Now()
					database <- struct{}{}
					time.Sleep(4 * time.Millisecond) // stands for the answer
					<-database
					spent.Add(int64(time.Since(asked)))
				}
			})
		}
		for query := range 16 {
			queries <- query
		}
		close(queries)
		workers.Wait()
		fmt.Fprintf(out, "%2d workers: all done after %3d ms, a query takes %2d ms\n",
			n, time.Since(began).Milliseconds(), time.Duration(spent.Load()/16).Milliseconds())
	}
}
