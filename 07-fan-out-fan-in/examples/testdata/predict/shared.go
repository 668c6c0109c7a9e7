// shared: One of two checks fails. Who hears of it?
package main

import (
	"errors"
	"fmt"
	"sync"
)

func main() {
	checks := []func() error{
		func() error { return errors.New("disk full") },
		func() error { return nil },
	}
	var err error
	var all sync.WaitGroup
	for _, check := range checks {
		all.Go(func() {
			if err = check(); err != nil {
				fmt.Println("failed")
			}
		})
	}
	all.Wait()
	fmt.Println(err)
}

// Verdict: races
// Why: Both write the same err, and nothing orders the two. In the runs in
// which the good one writes last, its nil takes the place of the error, and
// main reports that all is well. A lock would end the race and not that
// mistake: a success must write nothing. Give each check an element of its own
// and join them.
