// Another way: room for one answer and a send that gives up when it is taken; failures go elsewhere. Only the first answer is ever kept; a third goroutine must tell when all have failed.
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

	first := make(chan T, 1)
	errs := make([]error, len(sources))
	var wg sync.WaitGroup
	for i, ask := range sources {
		wg.Go(func() {
			answer, err := ask()
			if err != nil {
				errs[i] = err
				return
			}
			select {
			case first <- answer:
			default: // somebody was faster
			}
		})
	}
	go func() {
		wg.Wait()
		close(first) // an answer in it can still be received
	}()
	answer, ok := <-first
	if !ok {
		return none, errors.Join(errs...)
	}
	return answer, nil
}
