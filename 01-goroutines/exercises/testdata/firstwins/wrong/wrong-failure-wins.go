// Mistake: it returns the first reply, even if that is a failure.
package exercises

import "errors"

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
	for _, ask := range sources {
		go func() {
			answer, err := ask()
			replies <- reply{answer, err}
		}()
	}

	r := <-replies
	return r.answer, r.err
}
