// Mistake: an answer is sent only if somebody receives at that moment; one that comes while others are still being started is dropped.
package exercises

import "errors"

// ErrNoSources is what FirstWins returns when there is nobody to ask.
var ErrNoSources = errors.New("no sources")

func FirstWins[T any](sources []func() (T, error)) (T, error) {
	var none T
	if len(sources) == 0 {
		return none, ErrNoSources
	}

	answers := make(chan T)
	failures := make(chan error, len(sources))
	for _, ask := range sources {
		go func() {
			answer, err := ask()
			if err != nil {
				failures <- err
				return
			}
			select {
			case answers <- answer:
			default: // FirstWins has returned, or so its author thinks
			}
		}()
	}

	var errs []error
	for len(errs) < len(sources) {
		select {
		case answer := <-answers:
			return answer, nil
		case err := <-failures:
			errs = append(errs, err)
		}
	}
	return none, errors.Join(errs...)
}
