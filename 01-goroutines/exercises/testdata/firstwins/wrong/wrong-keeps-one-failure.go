// Mistake: when all sources fail it reports the last failure and drops the others.
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

	var err error
	for range sources {
		r := <-replies
		if r.err == nil {
			return r.answer, nil
		}
		err = r.err
	}
	return none, err
}
