// Mistake: it asks one source after another; the first one that is slow uses up the time of all.
package exercises

import (
	"context"
	"errors"
	"time"
)

func Deadline[T any](d time.Duration, sources []func(context.Context) (T, error)) (T, error) {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	defer cancel()
	var none T
	var errs []error
	for _, ask := range sources {
		answer, err := ask(ctx)
		if err == nil {
			return answer, nil
		}
		errs = append(errs, err)
	}
	return none, errors.Join(errs...)
}
