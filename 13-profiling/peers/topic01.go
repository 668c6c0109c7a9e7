package main

import (
	"sync"

	"example.com/mastery/01-goroutines/group"
	"github.com/sourcegraph/conc"
	"golang.org/x/sync/errgroup"
)

func init() {
	sizes := []int{1, 100, 10_000}
	about := "start n functions that do nothing, wait for all of them"
	register(
		&Contest{
			Topic: "01-goroutines", Name: "StartWait", About: about, Sizes: sizes,
			Ours: Entry{Name: "group.Group", Start: stateless(groupStartWait)},
			Peers: []Entry{
				{
					Name: "errgroup.Group", Module: "golang.org/x/sync", Start: stateless(errgroupStartWait),
					Less: "recovers no panic, loses a Goexit; but keeps an error",
				},
				{
					Name: "conc.WaitGroup", Module: "github.com/sourcegraph/conc", Start: stateless(concStartWait),
					Less: "no limit, counts no further panics, loses a Goexit",
				},
				{
					Name: "sync.WaitGroup.Go", Start: stateless(waitGroupStartWait),
					Less: "no limit, recovers no panic, loses a Goexit",
				},
			},
		},
		&Contest{
			Topic: "01-goroutines", Name: "StartWaitErr", About: about + ", return the first error", Sizes: sizes,
			Ours: Entry{Name: "group.ErrGroup", Start: stateless(errGroupStartWait)},
			Peers: []Entry{
				{
					Name: "errgroup.Group", Module: "golang.org/x/sync", Start: stateless(errgroupStartWait),
					Less: "recovers no panic, loses a Goexit",
				},
				{
					Name: "conc.WaitGroup", Module: "github.com/sourcegraph/conc", Start: stateless(concStartWait),
					Less: "no errors, no limit, counts no further panics, loses a Goexit",
				},
			},
		},
	)
}

// The tasks are the same function for all, so that only the group differs.
func nothing() {}

func noError() error { return nil }

func groupStartWait(n int) {
	var g group.Group
	for range n {
		g.Go(nothing)
	}
	g.Wait()
}

func errGroupStartWait(n int) {
	var g group.ErrGroup
	for range n {
		g.Go(noError)
	}
	_ = g.Wait()
}

func errgroupStartWait(n int) {
	var g errgroup.Group
	for range n {
		g.Go(noError)
	}
	_ = g.Wait()
}

func concStartWait(n int) {
	var g conc.WaitGroup
	for range n {
		g.Go(nothing)
	}
	g.Wait()
}

func waitGroupStartWait(n int) {
	var g sync.WaitGroup
	for range n {
		g.Go(nothing)
	}
	g.Wait()
}
