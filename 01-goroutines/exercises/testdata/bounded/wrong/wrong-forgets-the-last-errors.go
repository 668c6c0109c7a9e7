// Mistake: errors are looked at while there are tasks to start; those of the last ones in flight are waited for and dropped.
package exercises

func Bounded(limit int, tasks []func() error) error {
	var first error
	ended := make(chan error, limit)
	inFlight := 0
	for _, task := range tasks {
		if inFlight == limit {
			first = <-ended
			inFlight--
		}
		if first != nil {
			break
		}
		inFlight++
		go func() { ended <- task() }()
	}
	for range inFlight {
		<-ended
	}
	return first
}
