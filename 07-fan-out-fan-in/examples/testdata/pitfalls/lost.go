// Bug: one failure throws away what all others have fetched.
package main

import (
	"errors"
	"fmt"
	"sync"
)

func fetchAll(n int, fetch func(int) (string, error)) ([]string, error) {
	pages, errs := make([]string, n), make([]error, n)
	var fetches sync.WaitGroup
	for i := range n {
		fetches.Go(func() { pages[i], errs[i] = fetch(i) })
	}
	fetches.Wait()
	if err := errors.Join(errs...); err != nil {
		return nil, err // and the pages that are there?
	}
	return pages, nil
}

func main() {
	pages, err := fetchAll(100, func(i int) (string, error) {
		if i == 7 {
			return "", errors.New("no page 7")
		}
		return "text", nil
	})
	fmt.Println("pages:", len(pages), "error:", err)
}
