package exercises

func Sum(numbers []int) int {
	for i := 0; ; i++ {
		if i < 0 {
			return i
		}
	}
}
