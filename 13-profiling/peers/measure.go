package main

import (
	"context"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"
)

// A plan says how long to measure and which rounds to trust.
type plan struct {
	rounds int           // wanted for each size of each contest
	round  time.Duration // about as long as a round takes
	turn   time.Duration // about as long as one entry is measured at a time
	others float64       // the most that other processes may use, in percent of all CPUs
	now    func() time.Time
	usage  func() (usage, error)
	// preempted counts how often the kernel has taken a CPU away from this
	// process to give it to another one.
	preempted func() int64
}

// tries bounds the rounds on a machine that is seldom quiet.
const tries = 4

// A row is what was measured of one contest in one size.
type row struct {
	contest *Contest
	size    int
	ratios  [][]float64 // of each peer, ours divided by the peer's time, round by round
	allocs  []float64   // per operation: ours, then each peer's
	dropped int         // rounds that other processes disturbed
	others  float64     // what they used in the last of these, in percent of all CPUs
}

// never says that no round counted: on this machine, at this time, nothing can
// be measured.
func (r row) never() bool { return len(r.ratios[0]) == 0 && r.dropped > 0 }

// measure runs one contest in one size. When ctx is cancelled it returns what
// it has. It calls progress after every round.
func (p *plan) measure(ctx context.Context, c *Contest, size int, progress func(row)) row {
	entries := c.entries()
	ops := make([]func(), len(entries))
	r := row{contest: c, size: size, ratios: make([][]float64, len(c.Peers))}
	for i, e := range entries {
		op, stop := e.Start(size)
		if stop != nil {
			defer stop()
		}
		ops[i] = op
	}
	r.allocs = allocs(ops)
	batch := p.batch(ops[0])
	for try := 0; len(r.ratios[0]) < p.rounds && try < tries*p.rounds; try++ {
		costs, others := p.oneRound(ctx, ops, batch)
		if ctx.Err() != nil {
			break // a part of a round is no round
		}
		if others > p.others {
			r.dropped++
			r.others = others
		} else {
			for i := range r.ratios {
				r.ratios[i] = append(r.ratios[i], costs[0]/costs[i+1])
			}
		}
		progress(r)
	}
	return r
}

// allocs returns what each op allocates. The least of several counts: what the
// runtime allocates now and then, such as new goroutines, comes on top.
func allocs(ops []func()) []float64 {
	least := make([]float64, len(ops))
	for try := range 3 {
		for i, op := range ops {
			if n := testing.AllocsPerRun(5, op); try == 0 || n < least[i] {
				least[i] = n
			}
		}
	}
	return least
}

// batch returns how often op must be called to fill a turn.
func (p *plan) batch(op func()) int {
	for n := 1; ; n *= 2 {
		if p.timed(op, n) >= p.turn/2 {
			return n
		}
	}
}

// oneRound lets the entries take turns, in a new order each time, so that what
// disturbs the machine for a while disturbs all of them. It returns what a turn
// cost each of them on average, and how much CPU other processes used
// meanwhile: zero where that can't be measured, which run has said.
//
// A turn in which the kernel took a CPU away does not count, as long as each
// entry has others that do. Long turns on a busy machine all count.
func (p *plan) oneRound(ctx context.Context, ops []func(), batch int) (costs []float64, others float64) {
	whole, all := newTurns(len(ops)), newTurns(len(ops))
	runtime.GC() // the last round's garbage
	before, errBefore := p.usage()
	for start := p.now(); p.now().Sub(start) < p.round; {
		for _, i := range rand.Perm(len(ops)) {
			if ctx.Err() != nil {
				return nil, 0
			}
			preempted := p.preempted()
			took := p.timed(ops[i], batch)
			if p.preempted() == preempted {
				whole.add(i, took)
			}
			all.add(i, took)
		}
	}
	if after, err := p.usage(); err == nil && errBefore == nil {
		others = after.others(before)
	}
	if slices.Contains(whole.counts, 0) {
		return all.means(), others
	}
	return whole.means(), others
}

// turns sums up the turns of each entry.
type turns struct {
	sums   []time.Duration
	counts []int
}

func newTurns(entries int) turns {
	return turns{make([]time.Duration, entries), make([]int, entries)}
}

func (t turns) add(entry int, took time.Duration) {
	t.sums[entry] += took
	t.counts[entry]++
}

func (t turns) means() []float64 {
	m := make([]float64, len(t.sums))
	for i := range m {
		m[i] = float64(t.sums[i]) / float64(t.counts[i])
	}
	return m
}

// timed returns how long n calls of op take.
func (p *plan) timed(op func(), n int) time.Duration {
	start := p.now()
	for range n {
		op()
	}
	return p.now().Sub(start)
}
