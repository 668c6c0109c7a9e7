// Bug: the first forwarder that ends closes the channel of all.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	out := make(chan string)
	var once sync.Once
	forward := func(in <-chan string) {
		for v := range in {
			out <- v
		}
		once.Do(func() { close(out) }) // closed once, but too early
	}
	go forward(source("short", 1))
	go forward(source("long", 20))
	for v := range out {
		fmt.Println(v)
	}
	time.Sleep(time.Second) // main has other things to do
}

// source sends name n times, then closes.
func source(name string, n int) <-chan string {
	c := make(chan string)
	go func() {
		defer close(c)
		for range n {
			time.Sleep(10 * time.Millisecond)
			c <- name
		}
	}()
	return c
}
