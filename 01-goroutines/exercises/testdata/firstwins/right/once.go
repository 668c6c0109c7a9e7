// Another way: no replies travel. A mutex guards the outcome, and whoever settles it, with an answer or as the last to fail, closes a channel. The goroutines never block; the rules of who may close stand in one place, under the lock.
package exercises

import (
	"errors"
	"sync"
)

// ErrNoSources is what FirstWins returns when there is nobody to ask.
var ErrNoSources = errors.New("no sources")

func FirstWins[T any](sources []func() (T, error)) (T, error) {
	var none T
	if len(sources) == 0 {
		return none, ErrNoSources
	}

	var (
		mu      sync.Mutex // guards what follows until settled is closed
		answer  T
		errs    []error
		over    bool
		settled = make(chan struct{})
	)
	for _, ask := range sources {
		go func() {
			a, err := ask()
			mu.Lock()
			defer mu.Unlock()
			if over {
				return
			}
			if err == nil {
				answer, errs = a, nil
			} else {
				errs = append(errs, err)
			}
			if err == nil || len(errs) == len(sources) {
				over = true
				close(settled)
			}
		}()
	}
	<-settled
	return answer, errors.Join(errs...)
}
