// Bug: the workers send to the channel that they alone receive from.
package main

import "fmt"

func main() {
	pages := make(chan int, 4) // "should be enough"
	for range 2 {
		go func() {
			for page := range pages {
				pages <- 2 * page // each page has two links
				pages <- 2*page + 1
			}
		}()
	}
	pages <- 1
	select {} // until all is fetched
}

func init() { fmt.Println("crawling") }
