// Mistake: there is room for one reply more than is received; with three sources and more somebody stays blocked.
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

	replies := make(chan reply, 1)
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
