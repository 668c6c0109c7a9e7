// Mistake: each call writes what it returned to variables that both share, and whoever is second overwrites what the first, or the caller, is reading.
package exercises

import (
	"context"
	"errors"
	"time"
)

func Hedge[T any](ctx context.Context, delay time.Duration, call func(context.Context) (T, error)) (T, error) {
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	var answer, none T
	var err error
	returned := make(chan struct{}, 2)
	begun := 0
	begin := func() {
		if begun == 2 || ctx.Err() != nil {
			return
		}
		begun++
		go func() {
			answer, err = call(inner)
			returned <- struct{}{}
		}()
	}
	timer := time.NewTimer(delay)
	defer timer.Stop()
	var errs []error
	for begin(); len(errs) < begun; {
		select {
		case <-returned:
			if err == nil {
				return answer, nil
			}
			errs = append(errs, err)
			begin()
		case <-timer.C:
			begin()
		case <-ctx.Done():
			return none, ctx.Err()
		}
	}
	return none, errors.Join(errs...)
}
