// Bug: strict priorities, and urgent tasks that never cease.
package main

import (
	"context"
	"fmt"
	"math"

	"example.com/mastery/05-worker-pools/pool"
)

func main() {
	p := &pool.Pool{Workers: 1, Aging: math.MaxInt}
	urgent, before := p.At(pool.High), 0
	var retry pool.Task
	retry = func(context.Context) {
		if before++; before < 10_000 {
			_ = urgent.TrySubmit(retry) // failed: once more
		}
	}
	start, ended := make(chan struct{}), make(chan struct{})
	_ = urgent.TrySubmit(func(ctx context.Context) { <-start; retry(ctx) })
	_ = p.At(pool.Low).TrySubmit(func(context.Context) {
		fmt.Println("retries before the invoice was sent:", before)
		close(ended)
	})
	close(start)
	<-ended
	_ = p.Drain(context.Background())
}
