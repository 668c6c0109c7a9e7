// Another way: the numbers come over a channel and one goroutine adds.
package exercises

func Sum(numbers []int) int {
	results := make(chan int)
	for _, n := range numbers {
		go func() { results <- n }()
	}
	sum := 0
	for range numbers {
		sum += <-results
	}
	return sum
}
