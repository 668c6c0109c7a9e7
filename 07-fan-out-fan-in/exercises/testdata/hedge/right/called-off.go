// Another way: replies stay unbuffered, and whoever has one waits for a receiver or for the end of the context, which comes when Hedge returns. No room for a reply that nobody reads; the send becomes a select.
package exercises

import (
	"context"
	"errors"
	"time"
)

func Hedge[T any](ctx context.Context, delay time.Duration, call func(context.Context) (T, error)) (T, error) {
	type reply struct {
		answer T
		err    error
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	replies := make(chan reply)
	attempt := func() {
		answer, err := call(inner)
		select {
		case replies <- reply{answer, err}:
		case <-inner.Done():
		}
	}
	var none T
	go attempt()

	var first error
	select { // the first call has the delay for itself
	case r := <-replies:
		if r.err == nil {
			return r.answer, nil
		}
		first = r.err
	case <-time.After(delay):
	case <-ctx.Done():
		return none, ctx.Err()
	}
	if ctx.Err() != nil {
		return none, ctx.Err()
	}
	go attempt()
	for {
		select {
		case r := <-replies:
			if r.err == nil {
				return r.answer, nil
			}
			if first != nil {
				return none, errors.Join(first, r.err)
			}
			first = r.err
		case <-ctx.Done():
			return none, ctx.Err()
		}
	}
}
