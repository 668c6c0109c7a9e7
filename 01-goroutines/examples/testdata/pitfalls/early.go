// Bug: the function returns while the goroutines it started are still at work.
package main

import (
	"fmt"
	"time"
)

func main() {
	fmt.Printf("%q\n", fetchAll([]string{"a", "b", "c"}))
}

func fetchAll(names []string) []string {
	pages := make([]string, len(names))
	for i, name := range names {
		go func() { pages[i] = fetch(name) }()
	}
	return pages // nobody waited
}

func fetch(name string) string {
	time.Sleep(10 * time.Millisecond)
	return "page " + name
}
