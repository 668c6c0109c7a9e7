// Another way: no channel. The sources' goroutines put what they have into shared variables under a mutex, and wake FirstWins, which waits on a condition. Nobody but FirstWins ever waits, so nobody is left behind.
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
		mu      sync.Mutex // guards answer and errs
		changed = sync.NewCond(&mu)
		answer  *T // the first one
		errs    []error
	)
	for _, ask := range sources {
		go func() {
			a, err := ask()
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				errs = append(errs, err)
			} else if answer == nil {
				answer = &a
			}
			changed.Signal()
		}()
	}

	mu.Lock()
	defer mu.Unlock()
	for answer == nil && len(errs) < len(sources) {
		changed.Wait()
	}
	if answer == nil {
		return none, errors.Join(errs...)
	}
	return *answer, nil
}
