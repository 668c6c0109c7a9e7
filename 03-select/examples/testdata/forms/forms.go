// Command forms has a select of each form, for the compiler to show what it
// makes of them.
package main

func main() {}

func none() {
	select {}
}

func one(c chan int) int {
	select {
	case v := <-c:
		return v
	}
}

func tryReceive(c chan int) int {
	select {
	case v := <-c:
		return v
	default:
		return 0
	}
}

func trySend(c chan int) bool {
	select {
	case c <- 1:
		return true
	default:
		return false
	}
}

func two(c, d chan int) int {
	select {
	case v := <-c:
		return v
	case v := <-d:
		return v
	}
}
