// Mistake: it returns as soon as a task fails, while others are in flight.
package exercises

func Bounded(limit int, tasks []func() error) error {
	ended := make(chan error, len(tasks)) // room for all: the goroutines do end
	inFlight := 0
	for _, task := range tasks {
		if inFlight == limit {
			if err := <-ended; err != nil {
				return err
			}
			inFlight--
		}
		inFlight++
		go func() { ended <- task() }()
	}
	for range inFlight {
		if err := <-ended; err != nil {
			return err
		}
	}
	return nil
}
