package main

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"example.com/mastery/04-sync-primitives/locks"
	"example.com/mastery/internal/lesson"
)

// phases lets three rowers begin when the cox has counted down, and takes
// no second stroke before all have ended the first.
func phases(out io.Writer) {
	lesson.Name("cox")
	ctx := context.Background()
	start := locks.NewLatch(3)      // opens once, at the third CountDown
	together := locks.NewBarrier(3) // closes again after each meeting
	var strokes [2][]string         // guarded by mu
	var mu sync.Mutex
	var rowers sync.WaitGroup
	for i, name := range []string{"bow", "two", "stroke"} {
		rowers.Go(func() {
			lesson.Name(name)
			if start.Wait(ctx) != nil {
				return
			}
			for n := range strokes {
				time.Sleep(time.Duration(1+i) * time.Millisecond) // stands for work
				mu.Lock()
				strokes[n] = append(strokes[n], name)
				mu.Unlock()
				lesson.Note(fmt.Sprint("ended stroke ", n))
				if last, err := together.Wait(ctx); err != nil {
					return
				} else if last {
					lesson.Note("came last")
				}
			}
		})
	}
	for start.Count() > 0 {
		time.Sleep(time.Millisecond)
		lesson.Note(fmt.Sprint(start.Count()))
		start.CountDown()
	}
	rowers.Wait()
	fmt.Fprintf(out, "strokes: %d, then %d\n", len(strokes[0]), len(strokes[1]))
}
