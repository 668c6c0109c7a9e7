// Bug: the timer is made once, for the first batch.
package pitfalls

import (
	"testing"
	"testing/synctest"
	"time"
)

// batch sends what it has after wait.
func batch(in <-chan string, wait time.Duration) <-chan []string {
	out := make(chan []string)
	go func() {
		defer close(out)
		var items []string
		late := time.After(wait)
		for {
			select {
			case item, ok := <-in:
				if !ok {
					if items != nil {
						out <- items
					}
					return
				}
				items = append(items, item)
			case <-late:
				out <- items
				items = nil
			}
		}
	}()
	return out
}

func TestNoRowWaitsLongerThanASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rows := make(chan string)
		go func() {
			defer close(rows)
			rows <- "a"
			time.Sleep(time.Minute) // on the bubble's clock
			rows <- "b"
			time.Sleep(time.Hour)
		}()
		began := time.Now()
		for items := range batch(rows, time.Second) {
			t.Logf("%v after %v", items, time.Since(began))
		}
		if waited := time.Since(began) - time.Minute; waited > time.Second {
			t.Errorf("b waited %v", waited)
		}
	})
}
