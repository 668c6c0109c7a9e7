// Mistake: it asks one source after another; nothing leaks, and nothing runs at the same time.
package exercises

import "errors"

// ErrNoSources is what FirstWins returns when there is nobody to ask.
var ErrNoSources = errors.New("no sources")

func FirstWins[T any](sources []func() (T, error)) (T, error) {
	var none T
	if len(sources) == 0 {
		return none, ErrNoSources
	}

	var errs []error
	for _, ask := range sources {
		answer, err := ask()
		if err == nil {
			return answer, nil
		}
		errs = append(errs, err)
	}
	return none, errors.Join(errs...)
}
