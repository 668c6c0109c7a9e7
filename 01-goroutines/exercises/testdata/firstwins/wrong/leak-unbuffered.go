// Mistake: replies is unbuffered, and the channel that would let the slower senders go is never closed.
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

	replies := make(chan reply)
	settled := make(chan struct{})
	for _, ask := range sources {
		go func() {
			answer, err := ask()
			select {
			case replies <- reply{answer, err}:
			case <-settled:
			}
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
