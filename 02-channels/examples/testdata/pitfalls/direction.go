// Bug: the receiver closes; the type says that it is one.
package main

func main() {
	results := make(chan int, 1)
	results <- 1
	consume(results)
}

func consume(results <-chan int) {
	defer close(results)
	results <- <-results + 1
}
