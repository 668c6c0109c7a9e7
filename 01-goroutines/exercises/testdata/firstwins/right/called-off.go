// Another way: replies stay unbuffered, and a channel that FirstWins closes when it returns lets the slower senders go. It needs no room for replies that nobody reads; every send becomes a select.
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
	defer close(settled)
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
