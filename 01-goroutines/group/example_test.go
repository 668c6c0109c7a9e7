package group_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"sync/atomic"

	"example.com/mastery/01-goroutines/group"
)

// Each task writes its own element, so the results are in task order and need
// no lock.
func Example() {
	var g group.Group
	squares := make([]int, 5)
	for i := range squares {
		g.Go(func() { squares[i] = i * i })
	}
	g.Wait()
	fmt.Println(squares)
	// Output: [0 1 4 9 16]
}

// A panic in a task is raised in the goroutine that waits, where it can be
// recovered, or ends the program with the stacks of both.
func ExampleGroup_Wait() {
	defer func() {
		var p *group.PanicError
		if err, ok := recover().(error); ok && errors.As(err, &p) {
			fmt.Println("a task panicked:", p.Value)
		}
	}()
	var g group.Group
	g.Go(func() {
		var index struct{ pages map[string]int }
		index.pages["goroutine"] = 1
	})
	g.Wait()
	fmt.Println("not reached")
	// Output: a task panicked: assignment to entry in nil map
}

// For a caller that wants an error: the panic's value is inside it.
func ExampleGroup_WaitRecover() {
	var g group.Group
	g.Go(func() {
		_, err := os.Open("no such file")
		if err != nil {
			panic(err)
		}
	})
	err := g.WaitRecover()
	fmt.Println(errors.Is(err, fs.ErrNotExist))
	// Output: true
}

// Six tasks, never more than two at a time.
func ExampleGroup_SetLimit() {
	var g group.Group
	g.SetLimit(2)
	seats := make(chan struct{}, 2)
	for range 6 {
		g.Go(func() {
			select {
			case seats <- struct{}{}:
			default:
				fmt.Println("a third one")
				return
			}
			runtime.Gosched() // the work
			<-seats
		})
	}
	g.Wait()
	fmt.Println("done")
	// Output: done
}

// A task that may not start another does the work itself. With Go in place of
// TryGo the tasks would wait for each other's places for ever.
func ExampleGroup_TryGo() {
	var g group.Group
	g.SetLimit(4)
	var leaves atomic.Int64
	var walk func(depth int)
	walk = func(depth int) {
		if depth == 0 {
			leaves.Add(1)
			return
		}
		left := func() { walk(depth - 1) }
		if !g.TryGo(left) {
			left()
		}
		walk(depth - 1)
	}
	g.Go(func() { walk(10) })
	g.Wait()
	fmt.Println(leaves.Load())
	// Output: 1024
}

// Wait returns the first error. For all of them, let each task write its own.
func ExampleErrGroup() {
	var g group.ErrGroup
	names := []string{"a.txt", "b.txt", "c.txt"}
	errs := make([]error, len(names))
	for i, name := range names {
		g.Go(func() error {
			errs[i] = fmt.Errorf("%s: not found", name)
			return errs[i]
		})
	}
	if err := g.Wait(); err != nil {
		fmt.Println(errors.Join(errs...))
	}
	// Output:
	// a.txt: not found
	// b.txt: not found
	// c.txt: not found
}

// The first failure cancels the other tasks. A panic is a failure.
func ExampleWithContext() {
	g, ctx := group.WithContext(context.Background())
	g.Go(func() error {
		<-ctx.Done() // a long search, say
		fmt.Println("stopped because:", context.Cause(ctx))
		return ctx.Err()
	})
	g.Go(func() error {
		return errors.New("the index is broken")
	})
	fmt.Println("Wait returned:", g.Wait())
	// Output:
	// stopped because: the index is broken
	// Wait returned: the index is broken
}

func ExamplePanicError() {
	var g group.ErrGroup
	g.SetLimit(1) // one after the other, so that the first is known
	for i := range 3 {
		g.Go(func() error { panic(fmt.Sprint("task ", i)) })
	}
	var p *group.PanicError
	if errors.As(g.WaitRecover(), &p) {
		fmt.Println(p.Value, "and", p.Others(), "others")
	}
	// Output: task 0 and 2 others
}
