package main

import (
	"cmp"
	"fmt"
	"slices"
)

// A Contest measures a library of the course against its peers at one piece of
// work, in several sizes.
type Contest struct {
	Topic string // the folder, such as 01-goroutines
	Name  string // also the name of the Go benchmark, without "Benchmark"
	About string // what one operation of size n is
	Sizes []int
	Ours  Entry
	Peers []Entry
}

// An Entry is one library in a contest.
type Entry struct {
	Name string
	// Module is the path of the module that it comes from; empty for ours and
	// for the standard library. Its version stands below the table.
	Module string
	// Less says what the peer does less than ours for the same work, or that
	// it does the same. It stands beside the ratio: a ratio alone can't be
	// judged. Empty for ours.
	Less string
	// Start prepares the work in size n, unmeasured. It returns one operation,
	// which is called many times, and what ends the work, or nil.
	Start func(n int) (op, stop func())
}

// entries returns ours, then the peers.
func (c *Contest) entries() []Entry { return slices.Concat([]Entry{c.Ours}, c.Peers) }

// stateless is the Start of an entry that needs no preparation.
func stateless(op func(n int)) func(n int) (op, stop func()) {
	return func(n int) (func(), func()) {
		return func() { op(n) }, nil
	}
}

// contests is filled by register, in the init functions of the topics' files.
var contests []*Contest

// register adds contests. Each topic has one file that calls it, and one test
// file with a Go benchmark for each contest.
func register(cs ...*Contest) {
	contests = append(contests, cs...)
	slices.SortStableFunc(contests, func(a, b *Contest) int { return cmp.Compare(a.Topic, b.Topic) })
}

// ofTopic returns the contests of a topic, or all of them for "". A topic that
// has none is an error.
func ofTopic(topic string) ([]*Contest, error) {
	if topic == "" {
		return contests, nil
	}
	var found []*Contest
	var topics []string
	for _, c := range contests {
		topics = append(topics, c.Topic)
		if c.Topic == topic {
			found = append(found, c)
		}
	}
	if found == nil {
		return nil, fmt.Errorf("no contest in topic %q; there are some in %v", topic, slices.Compact(topics))
	}
	return found, nil
}
