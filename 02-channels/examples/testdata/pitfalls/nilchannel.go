// Bug: the method sends on a channel that no constructor made.
package main

import "fmt"

// A log collects lines.
type log struct {
	lines chan string
}

func (l *log) add(line string) { l.lines <- line }

func main() {
	l := &log{} // newLog would have made the channel
	l.add("started")
	fmt.Println("never printed")
}
