// Bug: all tasks write their error to the same variable.
package main

import (
	"errors"
	"fmt"
	"sync"
)

func main() {
	fetch := func(page int) (string, error) {
		if page == 1 {
			return "", errors.New("no page 1")
		}
		return "text", nil
	}

	pages := make([]string, 3)
	var err error
	var fetches sync.WaitGroup
	for page := range pages {
		fetches.Go(func() {
			pages[page], err = fetch(page) // = and not :=
		})
	}
	fetches.Wait()
	fmt.Println("error:", err)
}
