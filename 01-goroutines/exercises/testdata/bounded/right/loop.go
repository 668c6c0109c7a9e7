// Another way: one loop owns all state, starts tasks while there is room, and hears of each end over a channel. Nothing is shared, so there is nothing to lock; every end costs a wake-up of the loop.
package exercises

func Bounded(limit int, tasks []func() error) error {
	var first error
	ended := make(chan error)
	for inFlight := 0; inFlight > 0 || first == nil && len(tasks) > 0; {
		if inFlight < limit && first == nil && len(tasks) > 0 {
			task := tasks[0]
			tasks = tasks[1:]
			inFlight++
			go func() { ended <- task() }()
			continue
		}
		err := <-ended
		inFlight--
		if first == nil {
			first = err
		}
	}
	return first
}
