package exercises

import "fmt"

func Sum(numbers []int) int {
	for {
		fmt.Println("and on and on and on and on and on and on and on and on and on and on and on")
	}
}
