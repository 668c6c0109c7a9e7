// room: One worker, room for two, five jobs.
package main

import "fmt"

func main() {
	jobs := make(chan int, 2)
	begun, end := make(chan struct{}), make(chan struct{})
	go func() {
		<-jobs
		close(begun)
		<-end
	}()
	jobs <- 0
	<-begun
	for job := 1; job < 5; job++ {
		select {
		case jobs <- job:
			fmt.Println(job, "waits")
		default:
			fmt.Println(job, "is refused")
		}
	}
	close(end)
}

// Verdict: prints
// Output:
// 1 waits
// 2 waits
// 3 is refused
// 4 is refused
// Why: Job 0 has left the queue when its worker has begun, so there is room for two
// more. A pool holds as many jobs as it has workers and places in its queue
// together; whatever comes on top must wait, be refused or be dropped. To send
// without the wait for begun would make the count depend on the scheduler.
