package exercises

import (
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"example.com/mastery/internal/settle"
)

func TestStatsCounts(t *testing.T) {
	s := newStats(t)
	for _, c := range []struct {
		name    string
		n, want int
	}{{"hits", 1, 1}, {"hits", 2, 3}, {"misses", 5, 5}, {"open", 1, 1}, {"hits", 1, 4}, {"open", -1, 0}} {
		got := 0
		statsCall(t, "Add", func() { got = s.Add(c.name, c.n) })
		if got != c.want {
			t.Fatalf("Add(%q, %d) returned %d, and the count is %d then.\n"+
				"A correct Add returns what the count has become.", c.name, c.n, got, c.want)
		}
	}
	for name, want := range map[string]int{"hits": 4, "misses": 5, "open": 0, "never counted": 0} {
		got := 0
		statsCall(t, "Get", func() { got = s.Get(name) })
		if got != want {
			t.Errorf("Get(%q) returned %d: want %d, the sum of what was added to it.", name, got, want)
		}
	}
	var got map[string]int
	statsCall(t, "Snapshot", func() { got = s.Snapshot() })
	if want := map[string]int{"hits": 4, "misses": 5, "open": 0}; !maps.Equal(got, want) {
		t.Errorf("Snapshot returned %v: want %v, all names that something was added to, also those whose count is 0 again.", got, want)
	}
	statsCall(t, "Add after Get and Snapshot", func() { s.Add("hits", 1) })
}

func TestStatsSnapshotIsTheCallers(t *testing.T) {
	s := newStats(t)
	statsCall(t, "Add", func() { s.Add("hits", 1) })
	var first map[string]int
	statsCall(t, "Snapshot", func() { first = s.Snapshot() })
	if n := first["hits"]; n != 1 {
		t.Fatalf("A new Stats has counted 1, and its snapshot says hits: %d.\n"+
			"A correct NewStats returns a Stats that has counted nothing, and shares nothing with another.", n)
	}
	statsCall(t, "Add", func() { s.Add("hits", 1) })
	if first["hits"] != 1 {
		// The end: of what comes, all is a race.
		settle.GiveUp(t, fmt.Sprintf("A snapshot said hits: 1. Then 1 was added, and the same snapshot says hits: %d.\n"+
			"A correct Snapshot returns a copy. Whoever reads the inner map does so without the lock,\n"+
			"while others write it under the lock: the lock guards nothing any more.", first["hits"]))
	}
	first["hits"] = 100 // the map is the caller's
	got := 0
	statsCall(t, "Get", func() { got = s.Get("hits") })
	if got != 2 {
		t.Errorf("2 was counted, the caller of Snapshot changed its map, and Get returned %d.\n"+
			"A correct Snapshot returns a copy: nobody reaches the counts but through the methods.", got)
	}
	var second, third map[string]int
	statsCall(t, "Snapshot", func() { second = s.Snapshot() })
	statsCall(t, "Snapshot", func() { third = s.Snapshot() })
	second["hits"] = 200
	if third["hits"] != 2 {
		t.Errorf("2 was counted, and Snapshot was called twice, with no Add between. The first caller changed its map,\n"+
			"and the other's says hits: %d. A correct Snapshot gives each caller a map of its own: one that is\n"+
			"kept and given to two is shared, and neither of them has a lock for it.", third["hits"])
	}
}

// Two goroutines call one method each, and nothing orders them but what Stats
// itself does. So each access that is not guarded is a race, however the calls
// fall.
func TestStatsReadWhileWritten(t *testing.T) {
	calls := []struct {
		name string
		call func(*Stats)
	}{
		{"Add", func(s *Stats) { s.Add("hits", 1) }},
		{"Add of a new name", func(s *Stats) { s.Add("new", 1) }},
		{"Get", func(s *Stats) { s.Get("hits") }},
		{"Get of an unknown name", func(s *Stats) { s.Get("unknown") }},
		{"Snapshot", func(s *Stats) { s.Snapshot() }},
	}
	for i, one := range calls {
		for _, other := range calls[i:] {
			s := newStats(t)
			statsCall(t, "Add", func() { s.Add("hits", 1) })
			end := make(chan struct{})
			running := []chan struct{}{make(chan struct{}), make(chan struct{})}
			for i, call := range []func(*Stats){one.call, other.call} {
				go func() { // ends when end is closed
					call(s)
					running[i] <- struct{}{}
					<-end
				}()
			}
			settle.Wait()
			for i, name := range []string{one.name, other.name} {
				select {
				case <-running[i]:
				default:
					settle.GiveUp(t, fmt.Sprintf("deadlock: %s and %s were called at the same time, and %s does not return.\n"+
						"It waits for a lock that nobody will release. A correct method unlocks whatever it\n"+
						"locked, on every way out, and calls no method that takes the same lock.", one.name, other.name, name))
				}
			}
			close(end)
			statsCall(t, "Add after "+one.name+" and "+other.name, func() { s.Add("hits", 1) })
		}
	}
}

func TestStatsLosesNothing(t *testing.T) {
	const goroutines, adds = 8, 100
	s := newStats(t)
	begin := make(chan struct{})
	counts := make([]chan int, goroutines)
	for i := range counts {
		counts[i] = make(chan int, adds) // of its own: it orders nobody
		go func() {
			<-begin
			for range adds {
				counts[i] <- s.Add("hits", 1)
				s.Snapshot()
			}
		}()
	}
	settle.Wait()
	close(begin)
	settle.Wait()
	var got, want []int
	for _, c := range counts {
		for len(c) > 0 {
			got = append(got, <-c)
		}
	}
	for i := range goroutines * adds {
		want = append(want, i+1)
	}
	if len(got) < len(want) {
		settle.GiveUp(t, fmt.Sprintf("deadlock: %d goroutines call Add and Snapshot, and only %d of %d Adds return; the others wait\n"+
			"for a lock that nobody will release.", goroutines, len(got), len(want)))
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("%d goroutines added 1 to the same name %d times each: want each of 1 to %d returned once.\n"+
			"A correct Add reads, adds and writes under one lock: between two locks somebody else may count.",
			goroutines, adds, len(want))
	}
}

// They go on until they have met in Add many times, or for a moment where the machine
// runs one at a time.
func TestStatsCountsAddsThatMeet(t *testing.T) {
	const adders, enough, most, moment = 4, 20000, 50000, 40 * time.Millisecond
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(adders))
	s := newStats(t)
	var calls, met atomic.Int64
	start, done := make(chan struct{}), make(chan []int, adders) // done: what Add returned to one
	for range adders {
		go func() {
			counts := make([]int, 0, most)
			<-start
			for begin := time.Now(); met.Load() < enough && len(counts) < most && time.Since(begin) < moment; {
				before := calls.Load()
				counts = append(counts, s.Add("hits", 1))
				if calls.Add(1) > before+1 {
					met.Add(1) // another call has ended between the begin and the end of this one
				}
			}
			done <- counts
		}()
	}
	close(start)
	settle.Wait()
	if len(done) < adders {
		settle.GiveUp(t, "deadlock: Four goroutines call Add, and not all of them return.\n"+
			"They wait for a lock that nobody will release.")
	}
	var got []int
	for range adders {
		got = append(got, <-done...)
	}
	slices.Sort(got)
	twice := 0
	for i := range got {
		if i > 0 && got[i] == got[i-1] {
			twice++
		}
	}
	if twice > 0 {
		t.Errorf("Four goroutines added 1 to the same name, %d times in all, and %d times Add returned a count that it had\n"+
			"returned before. A correct Add reads, adds, writes and reads what it returns in one step, under one lock, say:\n"+
			"between two locks, or two operations of a sync.Map, somebody else may count.", len(got), twice)
	} else if n := s.Get("hits"); n != len(got) {
		t.Errorf("Four goroutines added 1 to the same name, %d times in all, and Get returned %d.\n"+
			"A correct Add reads, adds and writes in one step: else a count is overwritten.", len(got), n)
	}
}

// The race detector does not look into maps.Clone. But a map that is copied while
// somebody adds names says one length and holds another number of names, and if the
// runtime sees the two meet, it ends the program. This goes on until Add and Snapshot
// have overlapped many times, or for a moment where the machine runs one at a time.
func TestStatsSnapshotWhileAdding(t *testing.T) {
	const adders, adds, enough, moment = 4, 150, 1500, 40 * time.Millisecond
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(adders))
	var names [adders][adds]string // all different
	for i := range names {
		for n := range names[i] {
			names[i][n] = fmt.Sprint(i, "/", n)
		}
	}
	met := 0
	for begin := time.Now(); met < enough && time.Since(begin) < moment; {
		s := newStats(t)
		var added atomic.Int64
		done := make(chan struct{}, adders+1)
		for i := range names {
			go func() {
				for _, name := range names[i] {
					s.Add(name, 1)
					added.Add(1)
				}
				done <- struct{}{}
			}()
		}
		var said, held int // the length of a snapshot, and how many names were in it
		go func() {
			var last int64 // added when a snapshot was taken
			for added.Load() < adders*adds && said == held {
				snapshot := s.Snapshot()
				if now := added.Load(); now > last {
					met, last = met+1, now
				}
				said, held = len(snapshot), 0
				for range snapshot {
					held++
				}
			}
			done <- struct{}{}
		}()
		settle.Wait()
		if len(done) <= adders {
			settle.GiveUp(t, "deadlock: Four goroutines call Add and one calls Snapshot, and not all of them return.\n"+
				"They wait for a lock that nobody will release.")
		}
		for range adders + 1 {
			<-done
		}
		if said != held {
			t.Fatalf("race: Snapshot returned a map whose length is %d, and which holds %d names.\n"+
				"It was copied while Add wrote to it: Snapshot must hold the lock for as long as it copies, since a map\n"+
				"that was fetched under the lock is still the one that the others write to.", said, held)
		}
		if all := s.Snapshot(); len(all) != adders*adds {
			t.Fatalf("Four goroutines added to %d names, and Snapshot returned %d.\n"+
				"A correct Add reads, adds and writes under one lock.", adders*adds, len(all))
		}
	}
}

// newStats calls NewStats.
func newStats(t *testing.T) *Stats {
	t.Helper()
	s := NewStats()
	if s == nil {
		t.Fatal("NewStats returned nil.")
	}
	return s
}

// statsCall calls f, which must return while nobody else does anything.
func statsCall(t *testing.T, name string, f func()) {
	t.Helper()
	returned := make(chan struct{}, 1)
	go func() {
		f()
		returned <- struct{}{}
	}()
	settle.Wait()
	select {
	case <-returned:
	default:
		settle.GiveUp(t, "deadlock: "+name+" was called while nobody else does anything, and does not return.\n"+
			"It waits for a lock that nobody will release: one that an earlier call still holds, or\n"+
			"this call itself. A correct method unlocks on every way out, and calls no method that\n"+
			"takes the lock it holds: a Go mutex can't be locked twice by the same goroutine.")
	}
}
