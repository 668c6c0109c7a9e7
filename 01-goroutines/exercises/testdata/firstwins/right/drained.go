// Another way: replies stay unbuffered, and one more goroutine receives those that come late. It lives as long as the slowest source: a goroutine more, where a buffer would have done.
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
	for _, ask := range sources {
		go func() {
			answer, err := ask()
			replies <- reply{answer, err}
		}()
	}

	var errs []error
	for i := range sources {
		r := <-replies
		if r.err == nil {
			late := len(sources) - 1 - i
			go func() {
				for range late {
					<-replies
				}
			}()
			return r.answer, nil
		}
		errs = append(errs, r.err)
	}
	return none, errors.Join(errs...)
}
