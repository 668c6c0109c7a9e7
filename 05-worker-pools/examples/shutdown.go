package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/mastery/05-worker-pools/pool"
	"example.com/mastery/internal/lesson"
)

// shutdown is the end of a server: a signal, a deadline, and work in flight. The
// program sends the signal to itself.
func shutdown(out io.Writer) {
	lesson.Name("main")
	say := speaker(out)
	p := &pool.Pool{Workers: 2}
	submit := func(name string, task pool.Task) {
		err := p.TrySubmit(func(ctx context.Context) {
			lesson.Name("worker")
			lesson.Note(name)
			task(ctx)
		})
		if err != nil {
			say("%s: %v", name, err)
		}
	}
	told, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()

	running, finish := make(chan struct{}), make(chan struct{})
	endless := func(ctx context.Context) { <-ctx.Done(); say("cut short: %v", context.Cause(ctx)) }
	submit("upload", func(context.Context) { // in flight when the signal comes
		close(running)
		<-finish
		say("upload done")
	})
	submit("backup", endless)
	submit("mail", func(context.Context) { // queued when the signal comes
		time.Sleep(4 * time.Millisecond) // stands for work
		say("mail sent")
	})
	submit("report", endless)
	submit("statistics", endless)
	<-running

	terminate(stop)
	<-told.Done()
	lesson.Note("told to stop")
	say("%v", context.Cause(told))
	p.Close() // nothing more comes in; what is in goes on
	stop()    // from here on a second signal ends the program at once
	submit("late order", endless)
	close(finish)

	soon, cancel := context.WithTimeout(context.Background(), 250*time.Millisecond)
	defer cancel()
	err := p.Drain(soon) // 1. let it end
	say("%v", err)
	if err != nil {
		lesson.Note("Abort")
		dropped := p.Abort() // 2. cut it short
		last, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		say("after Abort: %v, %d dropped", p.Drain(last), dropped) // 3. and wait again
	}
}

// terminate sends this process the signal that asks it to end. Windows has none
// that could be sent: there it does what the signal would do.
func terminate(stop func()) {
	self, err := os.FindProcess(os.Getpid())
	if err != nil || self.Signal(syscall.SIGTERM) != nil {
		stop()
	}
}
