package pool_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"
	"time"

	"example.com/mastery/05-worker-pools/pool"
)

// Ten tasks, never more than three at a time. Submit blocks when ten more wait;
// Drain waits for the end of all.
func Example() {
	p := &pool.Pool{Workers: 3, Queue: 10}
	ctx := context.Background()
	var sum atomic.Int64
	for i := range 10 {
		if err := p.Submit(ctx, func(context.Context) { sum.Add(int64(i)) }); err != nil {
			fmt.Println(err)
		}
	}
	if err := p.Drain(ctx); err != nil {
		fmt.Println(err)
	}
	fmt.Println(sum.Load(), p.Submit(ctx, func(context.Context) {}))
	// Output: 45 pool: closed
}

// A server that is full says so at once, instead of letting its clients wait
// until they give up.
func ExamplePool_TrySubmit() {
	p := &pool.Pool{Workers: 1, Queue: 2}
	release := make(chan struct{})
	for request := range 5 {
		err := p.TrySubmit(func(context.Context) { <-release })
		if errors.Is(err, pool.ErrFull) {
			fmt.Println(request, "come back later")
		}
	}
	close(release)
	_ = p.Drain(context.Background())
	// Output:
	// 3 come back later
	// 4 come back later
}

// A task that submits to its own pool must not wait for room there: with Submit
// the workers could all wait for each other.
func ExamplePool_SubmitOrRun() {
	p := &pool.Pool{Workers: 4, Queue: 4}
	var leaves atomic.Int64
	var tasks sync.WaitGroup // those that have not ended: Drain would refuse new ones
	var walk func(depth int)
	walk = func(depth int) {
		tasks.Add(1)
		_ = p.SubmitOrRun(func(context.Context) {
			defer tasks.Done()
			if depth == 0 {
				leaves.Add(1)
				return
			}
			walk(depth - 1)
			walk(depth - 1)
		})
	}
	walk(10)
	tasks.Wait()
	_ = p.Drain(context.Background())
	fmt.Println(leaves.Load())
	// Output: 1024
}

// Urgent tasks overtake the others, and yet none waits for ever.
func ExamplePool_At() {
	p := &pool.Pool{Workers: 1, Aging: 2}
	release := make(chan struct{})
	_ = p.TrySubmit(func(context.Context) { <-release })
	_ = p.At(pool.Low).TrySubmit(func(context.Context) { fmt.Println("a report, once a day") })
	for i := range 6 {
		_ = p.At(pool.High).TrySubmit(func(context.Context) { fmt.Println("request", i) })
	}
	close(release)
	_ = p.Drain(context.Background())
	// Output:
	// request 0
	// request 1
	// request 2
	// a report, once a day
	// request 3
	// request 4
	// request 5
}

// A pool that grows to eight workers under load. A minute later, if nothing
// came, one is left.
func ExamplePool_dynamic() {
	p := &pool.Pool{Workers: 8, Keep: 1, Idle: time.Minute}
	release := make(chan struct{})
	for range 5 {
		_ = p.TrySubmit(func(context.Context) { <-release })
	}
	fmt.Println(p.Stats().Workers, "workers")
	close(release)
	_ = p.Drain(context.Background())
	fmt.Println(p.Stats().Workers, "workers")
	// Output:
	// 5 workers
	// 0 workers
}

// The usual end: some time to finish, and then no more.
func ExamplePool_Drain() {
	p := &pool.Pool{Workers: 2}
	for range 5 {
		_ = p.Submit(context.Background(), func(ctx context.Context) {
			<-ctx.Done() // it would take long
		})
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	if err := p.Drain(ctx); err != nil {
		fmt.Println(err)
		fmt.Println("dropped:", p.Abort())
		fmt.Println("the end:", p.Drain(context.Background()))
	}
	// Output:
	// pool: drain given up with 3 tasks queued and 2 running: context deadline exceeded
	// dropped: 3
	// the end: <nil>
}

// What becomes of the panics of tasks that nobody waits for.
func ExamplePool_onPanic() {
	p := &pool.Pool{Workers: 1, OnPanic: func(e *pool.PanicError) {
		fmt.Println("a task panicked:", e.Value) // and e.Stack goes to a log
	}}
	_ = p.Submit(context.Background(), func(context.Context) {
		var index struct{ pages map[string]int }
		index.pages["goroutine"] = 1
	})
	_ = p.Submit(context.Background(), func(context.Context) { fmt.Println("the next one") })
	_ = p.Drain(context.Background())
	// Output:
	// a task panicked: assignment to entry in nil map
	// the next one
}

// Call is a function call that takes its turn in the pool. A panic comes back as
// an error.
func ExampleCall() {
	p := &pool.Pool{Workers: 2}
	ctx := context.Background()
	n, err := pool.Call(ctx, p, func(context.Context) (int, error) { return 42, nil })
	fmt.Println(n, err)
	_, err = pool.Call(ctx, p, func(context.Context) (int, error) { panic(fs.ErrNotExist) })
	var panicked *pool.PanicError
	fmt.Println(errors.As(err, &panicked), errors.Is(err, fs.ErrNotExist))
	_ = p.Drain(ctx)
	// Output:
	// 42 <nil>
	// true true
}

// Futures in a slice keep the order of the submits, whoever ends first.
func ExampleGo() {
	p := &pool.Pool{Workers: 3}
	ctx := context.Background()
	var squares []*pool.Future[int]
	for i := range 5 {
		future, err := pool.Go(ctx, p.At(pool.High), func(context.Context) (int, error) { return i * i, nil })
		if err != nil {
			fmt.Println(err)
			continue
		}
		squares = append(squares, future)
	}
	for _, future := range squares {
		n, err := future.Wait(ctx)
		fmt.Println(n, err)
	}
	_ = p.Drain(ctx)
	// Output:
	// 0 <nil>
	// 1 <nil>
	// 4 <nil>
	// 9 <nil>
	// 16 <nil>
}
