// Mistake: only answers are sent; when every source fails, FirstWins waits for one that never comes.
package exercises

import "errors"

// ErrNoSources is what FirstWins returns when there is nobody to ask.
var ErrNoSources = errors.New("no sources")

func FirstWins[T any](sources []func() (T, error)) (T, error) {
	var none T
	if len(sources) == 0 {
		return none, ErrNoSources
	}

	answers := make(chan T, len(sources))
	for _, ask := range sources {
		go func() {
			if answer, err := ask(); err == nil {
				answers <- answer
			}
		}()
	}
	return <-answers, nil
}
