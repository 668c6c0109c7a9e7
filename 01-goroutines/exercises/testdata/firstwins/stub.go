package exercises

import "errors"

// ErrNoSources is what FirstWins returns when there is nobody to ask.
var ErrNoSources = errors.New("no sources")

// FirstWins asks all sources at the same time and returns the first answer. A
// source that returns an error has not answered; if none does, FirstWins
// returns an error that wraps all of theirs.
//
//   - FirstWins returns as soon as there is an answer. Nobody can stop the
//     other sources, and nobody waits for them.
//   - Whenever a slower source returns, with whatever, its goroutine ends.
//
// Sources don't panic.
func FirstWins[T any](sources []func() (T, error)) (T, error) {
	type reply struct {
		answer T
		err    error
	}
	var none T
	if len(sources) == 0 {
		return none, ErrNoSources
	}

	replies := make(chan reply)
	for _, ask := range sources {
		go func() {
			answer, err := ask()
			replies <- reply{answer, err}
		}()
	}

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
