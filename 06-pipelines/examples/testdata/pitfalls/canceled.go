// Bug: the errors are collected in the order of the stages.
package main

import (
	"context"
	"errors"
	"fmt"
)

func backup(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	readErr, storeErr := make(chan error, 1), make(chan error, 1)
	files := make(chan string)
	go func() { // read
		for {
			select {
			case files <- "some file":
			case <-ctx.Done():
				readErr <- ctx.Err()
				return
			}
		}
	}()
	go func() { // store
		defer cancel() // wakes read
		<-files
		storeErr <- errors.New("disk full")
	}()
	if err := <-readErr; err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	return <-storeErr
}

func main() { fmt.Println(backup(context.Background())) }
