// Package dying has tests that end in every way a test can end. Its tests are
// run by the tests of package timeline.
package dying

import (
	"fmt"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"example.com/mastery/internal/lesson"
)

// start starts a goroutine called worker and waits until it is there.
func start(work func()) {
	up := make(chan bool)
	go func() {
		lesson.Name("worker")
		close(up)
		work()
	}()
	<-up
}

// beats gives the tracer, which lives in this process and wakes as often, time
// to complete a part: one long sleep would end on time even where the tracer
// gets no processor.
func beats() {
	for range 10 {
		time.Sleep(100 * time.Millisecond)
	}
}

func TestFine(t *testing.T) {
	done := make(chan bool)
	start(func() { close(done) })
	<-done
}

func TestFails(t *testing.T) {
	start(func() {})
	t.Error("no")
}

func TestPanics(t *testing.T) {
	start(func() {})
	panic("in the test")
}

func TestPanicsElsewhere(t *testing.T) {
	start(func() { panic("in a goroutine") })
	select {}
}

func TestLeaks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start(func() { <-make(chan int) })
	})
}

func TestDeadlocks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := make(chan int)
		start(func() { <-make(chan int) })
		c <- 1
	})
}

func TestHangs(t *testing.T) {
	start(func() { <-make(chan int) })
	beats()
	fmt.Println("hanging")
	<-make(chan int)
}

func TestExits(t *testing.T) {
	start(func() { <-make(chan int) })
	beats()
	os.Exit(3)
}

func TestExitsAtOnce(t *testing.T) { os.Exit(3) }
