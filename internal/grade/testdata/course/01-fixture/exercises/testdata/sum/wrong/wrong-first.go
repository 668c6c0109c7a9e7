package exercises

func Sum(numbers []int) int { return numbers[0] }
