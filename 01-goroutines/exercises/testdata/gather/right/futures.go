// Another way: one channel per task, read in task order. The order comes for nothing; the price is a channel per task, and a receive that may wait for a slow task while later ones are done.
package exercises

// Gather makes each task a future and then asks for them one after another.
func Gather[T any](tasks []func() T) []T {
	futures := make([]<-chan T, len(tasks))
	for i, task := range tasks {
		ch := make(chan T)
		go func() { ch <- task() }()
		futures[i] = ch
	}
	var results []T
	for _, future := range futures {
		results = append(results, <-future)
	}
	return results
}
