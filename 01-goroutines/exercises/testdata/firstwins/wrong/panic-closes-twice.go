// Mistake: every source that answers closes the channel; the second close of a channel panics.
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
		mu     sync.Mutex // guards winner, errs
		winner *T
		errs   []error
		over   = make(chan struct{})
	)
	for _, ask := range sources {
		go func() {
			answer, err := ask()
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				if errs = append(errs, err); len(errs) == len(sources) {
					close(over)
				}
				return
			}
			if winner == nil {
				winner = &answer
			}
			close(over)
		}()
	}
	<-over
	mu.Lock()
	defer mu.Unlock()
	if winner == nil {
		return none, errors.Join(errs...)
	}
	return *winner, nil
}
