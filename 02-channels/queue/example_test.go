package queue_test

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"example.com/mastery/02-channels/queue"
)

// Producers that may outlive each other: whoever is last is told, not punished.
func ExampleQueue() {
	jobs := queue.New[int](2)
	var sum int
	var consumer sync.WaitGroup
	consumer.Go(func() {
		for job := range jobs.All(context.Background()) {
			sum += job
		}
	})
	for n := range 5 {
		if err := jobs.Put(context.Background(), n); err != nil {
			fmt.Println(err)
		}
	}
	jobs.Close()
	consumer.Wait()
	fmt.Println(sum, jobs.Put(context.Background(), 6))
	// Output: 10 queue: closed
}

// The zero value has no bound: Put returns at once, however far behind the
// consumers are.
func ExampleQueue_unbounded() {
	var events queue.Queue[string]
	for i := range 3 {
		_ = events.Put(context.Background(), fmt.Sprint("event ", i))
	}
	events.Close()
	fmt.Println(events.Len(), "waiting")
	for event := range events.All(context.Background()) {
		fmt.Println(event)
	}
	// Output:
	// 3 waiting
	// event 0
	// event 1
	// event 2
}

// A context ends a wait. The item of a Put that failed is not in the queue.
func ExampleQueue_Put() {
	q := queue.New[int](1)
	q.TryPut(1)
	ctx, cancel := context.WithTimeout(context.Background(), 0)
	defer cancel()
	err := q.Put(ctx, 2)
	fmt.Println(errors.Is(err, context.DeadlineExceeded), q.Len())
	// Output: true 1
}
