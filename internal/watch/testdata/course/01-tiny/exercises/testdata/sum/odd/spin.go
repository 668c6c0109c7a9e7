package exercises

// Sum never ends: what a learner's program may do.
func Sum(numbers []int) int {
	for {
	}
}
