package exercises

import (
	"fmt"
	"os"
)

func Sum(numbers []int) int {
	sum := 0
	for _, n := range numbers {
		sum += n
		fmt.Print("--- FAIL: TestSum ", sum)
		fmt.Fprint(os.Stderr, "=== RUN   TestSum ", n)
	}
	return sum
}
