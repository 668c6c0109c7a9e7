package exercises

func Sum(numbers []int) int {
	results := make(chan int)
	sum := 0
	for _, n := range numbers {
		go func() { results <- n }()
	}
	for range len(numbers) {
		sum += <-results
	}
	go func() {
		results <- 0 // nobody receives this
	}()
	return sum
}
