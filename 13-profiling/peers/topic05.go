package main

import (
	"context"
	"sync"
	"sync/atomic"

	"example.com/mastery/05-worker-pools/pool"
	"github.com/alitto/pond/v2"
	"github.com/panjf2000/ants/v2"
	concpool "github.com/sourcegraph/conc/pool"
	"golang.org/x/sync/errgroup"
)

func init() {
	about := " to 2 workers from one goroutine, wait until all have ended; room for 1,024"
	register(
		&Contest{
			Topic: "05-worker-pools", Name: "Submit",
			About: "submit n empty tasks" + about,
			Sizes: []int{1, 100, 10_000},
			Ours:  oursPool(nothing), Peers: peerPools(nothing),
		},
		&Contest{
			Topic: "05-worker-pools", Name: "Work",
			About: "submit n tasks that compute for about 10 µs" + about,
			Sizes: []int{100},
			Ours:  oursPool(poolCompute), Peers: peerPools(poolCompute),
		},
		&Contest{
			Topic: "05-worker-pools", Name: "Call",
			About: "n times, one after the other: submit a function, wait for its value and error",
			Sizes: []int{1},
			Ours:  Entry{Name: "pool.Call", Start: poolCall},
			Peers: []Entry{
				{
					Name: "pond.ResultPool", Module: "github.com/alitto/pond/v2", Start: pondCall,
					Less: "the function gets no context; a pool for each type; who waits has no context; a Goexit is never told",
				},
				{Name: "chan", Start: channelCall, Less: "no panic isolation, no context, no priorities, no numbers"},
			},
		},
	)
}

// poolWorkers and poolRoom are the limits of every pool.
const (
	poolWorkers = 2
	poolRoom    = 1024
)

// poolSink is written by poolCompute, or the compiler would leave it out.
var poolSink atomic.Uint64

// poolCompute takes about 10 µs on a processor of 4 GHz: 10,000 multiplications,
// each of which waits for the one before.
func poolCompute() {
	x := uint64(1)
	for range 10_000 {
		x = x*6364136223846793005 + 1442695040888963407
	}
	if x == 0 {
		poolSink.Store(x)
	}
}

// oursPool is the course's pool, running a task.
func oursPool(task func()) Entry {
	return Entry{Name: "pool.Pool", Start: func(n int) (op, stop func()) {
		ctx := context.Background()
		p := &pool.Pool{Workers: poolWorkers, Queue: poolRoom}
		return poolWaves(n, func(ended *sync.WaitGroup) func() {
			task := func(context.Context) { task(); ended.Done() }
			return func() { _ = p.Submit(ctx, task) }
		}), func() { _ = p.Drain(ctx) }
	}}
}

// peerPools are the peers, running the same.
func peerPools(task func()) []Entry {
	return []Entry{
		{
			Name: "pond, Go", Module: "github.com/alitto/pond/v2", Start: pondSubmit(task, pond.WithQueueSize(poolRoom)),
			Less: "a panic is counted and reported nowhere; tasks get no context; no priorities; who waits for room may be overtaken, and has no context",
		},
		{
			Name: "pond, Go, no bound", Module: "github.com/alitto/pond/v2", Start: pondSubmit(task),
			Less: "as above, and no back pressure: the queue takes what memory there is",
		},
		{
			Name: "ants", Module: "github.com/panjf2000/ants/v2", Start: antsSubmit(task),
			Less: "no queue: who submits waits for a worker, without a context; tasks get no context; no priorities",
		},
		{
			Name: "conc/pool", Module: "github.com/sourcegraph/conc", Start: concSubmit(task),
			Less: "no queue: who submits waits for a worker, without a context; a panic is kept for Wait, the first one only; over after one Wait; no priorities",
		},
		{
			Name: "errgroup, SetLimit", Module: "golang.org/x/sync", Start: errgroupSubmit(task),
			Less: "no queue: who submits waits for a place, without a context; a panic ends the program; no priorities; but keeps an error",
		},
		{
			Name: "chan, 2 workers", Start: channelSubmit(task),
			Less: "a panic ends the program; a send after close panics; no context but in a select; no priorities, no numbers",
		},
	}
}

// poolWaves returns an operation that submits n tasks and waits for their end. Each
// task calls Done, which is the same for all.
func poolWaves(n int, prepare func(ended *sync.WaitGroup) (submit func())) func() {
	var ended sync.WaitGroup
	submit := prepare(&ended)
	return func() {
		ended.Add(n)
		for range n {
			submit()
		}
		ended.Wait()
	}
}

func pondSubmit(task func(), options ...pond.Option) func(n int) (op, stop func()) {
	return func(n int) (op, stop func()) {
		p := pond.NewPool(poolWorkers, options...)
		return poolWaves(n, func(ended *sync.WaitGroup) func() {
			task := func() { task(); ended.Done() }
			return func() { _ = p.Go(task) }
		}), p.StopAndWait
	}
}

func antsSubmit(task func()) func(n int) (op, stop func()) {
	return func(n int) (op, stop func()) {
		p, err := ants.NewPool(poolWorkers)
		if err != nil {
			panic(err)
		}
		return poolWaves(n, func(ended *sync.WaitGroup) func() {
			task := func() { task(); ended.Done() }
			return func() { _ = p.Submit(task) }
		}), p.Release
	}
}

func concSubmit(task func()) func(n int) (op, stop func()) {
	return func(n int) (op, stop func()) {
		p := concpool.New().WithMaxGoroutines(poolWorkers)
		return poolWaves(n, func(ended *sync.WaitGroup) func() {
			task := func() { task(); ended.Done() }
			return func() { p.Go(task) }
		}), p.Wait
	}
}

func errgroupSubmit(task func()) func(n int) (op, stop func()) {
	return func(n int) (op, stop func()) {
		var g errgroup.Group
		g.SetLimit(poolWorkers)
		return poolWaves(n, func(ended *sync.WaitGroup) func() {
			task := func() error { task(); ended.Done(); return nil }
			return func() { g.Go(task) }
		}), func() { _ = g.Wait() }
	}
}

func channelSubmit(task func()) func(n int) (op, stop func()) {
	return func(n int) (op, stop func()) {
		tasks, stop := channelWorkers()
		return poolWaves(n, func(ended *sync.WaitGroup) func() {
			task := func() { task(); ended.Done() }
			return func() { tasks <- task }
		}), stop
	}
}

// channelWorkers is what one writes without a library.
func channelWorkers() (tasks chan func(), stop func()) {
	tasks = make(chan func(), poolRoom)
	var workers sync.WaitGroup
	for range poolWorkers {
		workers.Go(func() {
			for task := range tasks {
				task()
			}
		})
	}
	return tasks, func() {
		close(tasks)
		workers.Wait()
	}
}

// poolAnswer is the function of Call.
func poolAnswer() (int, error) { return 42, nil }

func poolCall(n int) (op, stop func()) {
	ctx := context.Background()
	p := &pool.Pool{Workers: poolWorkers, Queue: poolRoom}
	f := func(context.Context) (int, error) { return poolAnswer() }
	return func() {
		for range n {
			_, _ = pool.Call(ctx, p, f)
		}
	}, func() { _ = p.Drain(ctx) }
}

func pondCall(n int) (op, stop func()) {
	p := pond.NewResultPool[int](poolWorkers, pond.WithQueueSize(poolRoom))
	return func() {
		for range n {
			_, _ = p.SubmitErr(poolAnswer).Wait()
		}
	}, p.StopAndWait
}

func channelCall(n int) (op, stop func()) {
	type result struct {
		value int
		err   error
	}
	tasks, stop := channelWorkers()
	return func() {
		for range n {
			done := make(chan result, 1)
			tasks <- func() {
				value, err := poolAnswer()
				done <- result{value, err}
			}
			<-done
		}
	}, stop
}
