// cause: Three errors, and which one does the caller get?
package main

import (
	"context"
	"errors"
	"fmt"
)

func main() {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)

	cancel(errors.New("store: disk full"))
	cancel(errors.New("parse: no number"))
	fmt.Println(ctx.Err())
	fmt.Println(context.Cause(ctx))
	cancel(nil)
	fmt.Println(context.Cause(ctx))
}

// Verdict: prints
// Output:
// context canceled
// store: disk full
// store: disk full
// Why: Err says only that the context is over. Cause returns the first error
// that cancel was given, and every later call changes nothing: that is why all
// stages may call it, and why what fails because of the cancel can't hide what
// failed first.
