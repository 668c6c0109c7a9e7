// Mistake: it waits until every source has returned, and so nobody is left behind; the fastest answer comes as late as the slowest.
package exercises

import (
	"errors"
	"sync"
)

// ErrNoSources is what FirstWins returns when there is nobody to ask.
var ErrNoSources = errors.New("no sources")

func FirstWins[T any](sources []func() (T, error)) (T, error) {
	type reply struct {
		answer T
		err    error
	}
	var none T
	if len(sources) == 0 {
		return none, ErrNoSources
	}

	replies := make(chan reply, len(sources))
	var wg sync.WaitGroup
	for _, ask := range sources {
		wg.Go(func() {
			answer, err := ask()
			replies <- reply{answer, err}
		})
	}
	wg.Wait()

	var errs []error
	for range sources {
		r := <-replies
		if r.err == nil {
			return r.answer, nil
		}
		errs = append(errs, r.err)
	}
	return none, errors.Join(errs...)
}
