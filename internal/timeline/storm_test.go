package timeline

import (
	"io"
	"runtime/trace"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A storm is a program that fills a trace: goroutines that pass values round
// in rings, lock, wait for timers and end.
type storm struct {
	goroutines int
	rounds     int // how often a value goes round each ring
}

const ringSize = 100

// trace runs the storm and writes its trace to w.
func (s storm) trace(t testing.TB, w io.Writer) {
	t.Helper()
	require.NoError(t, trace.Start(w))
	defer trace.Stop()
	var wg sync.WaitGroup
	for range s.goroutines / ringSize {
		s.ring(&wg)
	}
	wg.Wait()
}

// ring starts ringSize goroutines that hand a value on and on.
func (s storm) ring(wg *sync.WaitGroup) {
	var mu sync.Mutex
	links := make([]chan int, ringSize)
	for i := range links {
		links[i] = make(chan int)
	}
	for i := range links {
		in, out := links[i], links[(i+1)%ringSize]
		wg.Go(func() {
			if i == 0 {
				out <- 0
			}
			for round := range s.rounds {
				v := <-in
				mu.Lock()
				v++
				mu.Unlock()
				if round%50 == 49 {
					<-time.After(time.Microsecond)
				}
				if i != 0 || round != s.rounds-1 {
					out <- v
				}
			}
		})
	}
}
