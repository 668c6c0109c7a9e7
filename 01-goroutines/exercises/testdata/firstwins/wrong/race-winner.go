// Mistake: every source looks whether there is a winner and writes itself down, and nothing orders them; two may both be first.
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
		mu     sync.Mutex // guards errs
		errs   []error
		won    bool
		winner T
		over   = make(chan struct{})
	)
	for _, ask := range sources {
		go func() {
			answer, err := ask()
			if err != nil {
				mu.Lock()
				defer mu.Unlock()
				if errs = append(errs, err); len(errs) == len(sources) {
					close(over)
				}
				return
			}
			if !won {
				won = true
				winner = answer
				close(over)
			}
		}()
	}
	<-over
	mu.Lock()
	defer mu.Unlock()
	if len(errs) == len(sources) {
		return none, errors.Join(errs...)
	}
	return winner, nil
}
