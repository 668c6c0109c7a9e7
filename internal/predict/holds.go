package predict

import (
	"fmt"
	"slices"
	"strings"
)

// Holds returns nil if p's announced answer is what happened on every run, with
// the race detector too, else an error that tells the author which run did
// something else and what. h must come from Run. A race that is announced on a
// machine without the race detector can't be held against anything, and passes.
func Holds(p Program, h Happened) error {
	if h.all[0].ending == Hangs {
		return p.broken("it %s; a program must end by itself", does(h.all[0]))
	}
	if p.Verdict == Races {
		if h.Verdict == Races || h.Unraced != "" {
			return nil
		}
		return p.broken("the race detector saw nothing in %d runs: the two accesses must lie side by side whatever the schedule", h.Raced)
	}
	if h.Verdict == Races && !bestEffort(p) {
		return p.broken("it is not free of races, so its answer may be luck:\n  %s", strings.Join(h.Details, "\n  "))
	}
	if bestEffort(p) {
		return p.holdsOnce(h)
	}
	for i, r := range h.all {
		if complaint := p.differs(h, r); complaint != "" {
			with := ""
			if r.race {
				with = ", with the race detector"
			}
			return p.broken("run %d (GOMAXPROCS=%d%s) %s", i+1, r.procs, with, complaint)
		}
	}
	return nil
}

func (p Program) broken(format string, args ...any) error {
	return fmt.Errorf("%s announces %q, but %s", p.File, p.Verdict, fmt.Sprintf(format, args...))
}

// bestEffort reports whether p announces the runtime's check of maps. It looks
// without promise, and what it finds is a race: neither can be held on all runs.
func bestEffort(p Program) bool {
	return p.Verdict == Panics && strings.Contains(p.Panic, "concurrent map")
}

func (p Program) holdsOnce(h Happened) error {
	for _, r := range h.all {
		if !r.race && p.differs(h, r) == "" {
			return nil
		}
	}
	return p.broken("none of %d runs ended so", h.Runs)
}

// differs says how one run differs from the announced answer, or "".
func (p Program) differs(h Happened, r once) string {
	want := p.Verdict
	if want == Orders {
		want = Prints
	}
	switch {
	case !h.counts(r):
		return ""
	case r.ending != want:
		return does(r)
	case p.Panic != "" && !strings.Contains(r.errors, p.Panic):
		return fmt.Sprintf("panicked without a word of %q: %s", p.Panic, r.message)
	case p.Verdict == Orders:
		if !permutation(r.output, p.Output) {
			return "printed other lines: " + quote(r.output)
		}
	case len(p.Output) == 0 && p.Verdict != Leaks:
		// it deadlocks or panics, and what it prints does not matter
	case !slices.Equal(r.output, p.Output):
		return "printed " + quote(r.output) + " and not " + quote(p.Output)
	}
	return ""
}

// does says what a run did.
func does(r once) string {
	switch r.ending {
	case Prints:
		return "ended by itself, nothing stayed, and printed " + quote(r.output)
	case Leaks:
		return "left goroutines behind when main returned:\n" + strings.TrimSpace(r.after)
	case Exits:
		return fmt.Sprintf("ended with exit status %d: %s", r.status, r.message)
	case Hangs:
		return "did not end: " + r.message
	default:
		return r.message
	}
}

func quote(lines []string) string { return fmt.Sprintf("%q", lines) }
