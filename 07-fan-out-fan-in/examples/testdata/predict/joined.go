// joined: The last task fails first.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"sync"
)

func main() {
	errs := make([]error, 3)
	failed := make(chan struct{})
	var tasks sync.WaitGroup
	tasks.Go(func() { <-failed; errs[0] = fs.ErrNotExist })
	tasks.Go(func() {})
	tasks.Go(func() { errs[2] = io.EOF; close(failed) })
	tasks.Wait()

	err := errors.Join(errs...)
	fmt.Println(err)
	fmt.Println(errors.Is(err, io.EOF), errors.Is(err, fs.ErrNotExist), err == io.EOF)
}

// Verdict: prints
// Output:
// file does not exist
// EOF
// true true false
// Why: errors.Join leaves out what is nil and keeps the others in the order in
// which they are given, that of the tasks and not of the time. The result is
// an error of its own, a line for each; errors.Is looks into it, == does not.
// If all are nil, it is nil.
