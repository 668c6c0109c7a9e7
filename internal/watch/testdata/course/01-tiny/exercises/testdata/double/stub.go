package exercises

// Double returns twice n, computed in a goroutine.
func Double(n int) int {
	result := make(chan int)
	for range 2 {
		go func() { result <- 2 * n }()
	}
	return <-result
}
