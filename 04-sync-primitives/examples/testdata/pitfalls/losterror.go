// Bug: only the first caller of Do can see the error.
package main

import (
	"errors"
	"fmt"
	"sync"
)

type client struct {
	once sync.Once
	conn *string
}

func (c *client) connect() (*string, error) {
	var err error
	c.once.Do(func() {
		err = errors.New("connection refused")
	})
	return c.conn, err
}

func main() {
	var c client
	for range 2 {
		conn, err := c.connect()
		fmt.Println(conn, err)
	}
}
