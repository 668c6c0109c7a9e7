// Bug: a call that fails says nothing, and the head of the line waits for it.
package main

import (
	"errors"
	"fmt"
)

func fetch(i int) (string, error) {
	if i == 1 {
		return "", errors.New("no page 1")
	}
	return fmt.Sprint("page ", i), nil
}

func main() {
	line := make(chan chan string, 3)
	for i := range 3 {
		promise := make(chan string, 1)
		line <- promise
		go func() {
			page, err := fetch(i)
			if err != nil {
				return // a promise that is never kept
			}
			promise <- page
		}()
	}
	close(line)
	for promise := range line {
		fmt.Println(<-promise)
	}
}
