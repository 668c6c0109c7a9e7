package exercises

func Sum(numbers []int) int {
	results := make(chan int)
	for _, n := range numbers {
		results <- n
	}
	return <-results
}
