// Bug: the merge reads its inputs one after the other.
package main

import "fmt"

func merge(ins ...<-chan string) <-chan string {
	out := make(chan string)
	go func() {
		defer close(out)
		for _, in := range ins {
			for v := range in { // until it is closed, which may be never
				out <- v
			}
		}
	}()
	return out
}

func main() {
	ticks, alarms := make(chan string), make(chan string, 1)
	alarms <- "alarm"
	close(alarms)
	go func() {
		defer close(ticks)
		for range 3 {
			ticks <- "tick" // the alarm was there before the first
		}
	}()
	for v := range merge(ticks, alarms) {
		fmt.Println(v)
	}
}
