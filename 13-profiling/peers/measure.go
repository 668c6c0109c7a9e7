package main

import (
	"context"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
)

// A plan says how long to measure and which rounds to trust.
type plan struct {
	rounds int           // wanted for each size of each contest
	round  time.Duration // about as long as a round takes
	turn   time.Duration // about as long as one entry is measured at a time
	others float64       // the most that other processes may use, in percent of all CPUs
	usage  func() (usage, error)
	now    func() time.Time
}

// tries bounds the rounds on a machine that is seldom quiet.
const tries = 4

// A row is what was measured of one contest in one size.
type row struct {
	contest *Contest
	size    int
	ratios  [][]float64 // of each peer, ours divided by the peer's time, round by round
	allocs  []float64   // per operation: ours, then each peer's
	dropped int         // rounds in which other processes used too much
	others  float64     // what they used in the last of these, in percent
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
		times, others := p.oneRound(ctx, ops, batch)
		if ctx.Err() != nil {
			break // a part of a round is no round
		}
		r.count(times, others, p.others)
		progress(r)
	}
	return r
}

// count adds a round, or drops it.
func (r *row) count(times []time.Duration, others, most float64) {
	if others > most {
		r.dropped++
		r.others = others
		return
	}
	for i := range r.ratios {
		r.ratios[i] = append(r.ratios[i], float64(times[0])/float64(times[i+1]))
	}
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
// disturbs the machine for a while disturbs all of them. It returns the time
// that each of them took, and how much CPU other processes used meanwhile: zero
// where that can't be measured, which run has said.
func (p *plan) oneRound(ctx context.Context, ops []func(), batch int) (times []time.Duration, others float64) {
	times = make([]time.Duration, len(ops))
	runtime.GC() // the last round's garbage
	before, errBefore := p.usage()
	for start := p.now(); p.now().Sub(start) < p.round; {
		for _, i := range rand.Perm(len(ops)) {
			if ctx.Err() != nil {
				return times, 0
			}
			times[i] += p.timed(ops[i], batch)
		}
	}
	after, errAfter := p.usage()
	if errBefore != nil || errAfter != nil {
		return times, 0
	}
	return times, after.others(before)
}

// timed returns how long n calls of op take.
func (p *plan) timed(op func(), n int) time.Duration {
	start := p.now()
	for range n {
		op()
	}
	return p.now().Sub(start)
}
