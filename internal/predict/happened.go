package predict

import (
	"fmt"
	"slices"
	"strings"
)

// Happened is what a program did.
type Happened struct {
	// Verdict is Races if the race detector saw one, else what every run did,
	// or Varies. A program whose lines came in several orders has Orders; one
	// that always printed the same has Prints.
	Verdict Verdict `json:"verdict"`
	// Outputs are the different outputs seen without the race detector, each
	// line by line, the most frequent first.
	Outputs [][]string `json:"outputs"`
	Message string     `json:"message,omitempty"` // what the runtime said when it ended the program
	Details []string   `json:"details,omitempty"` // where goroutines are blocked, or which lines race
	Runs    int        `json:"runs"`              // without the race detector
	Raced   int        `json:"raced"`             // with it
	// Unraced says why the race detector was not used; empty if it was.
	Unraced string `json:"unraced,omitempty"`

	all []once
}

// happened sums up the runs of p.
func happened(p Program, runs []once, unraced string) Happened {
	h := Happened{Unraced: unraced, all: runs}
	for _, r := range runs {
		if r.race {
			h.Raced++
		} else {
			h.Runs++
		}
	}
	h.Outputs = outputs(runs)
	h.Verdict = h.sum()
	h.explain(p, h.Verdict)
	return h
}

// sum decides what the runs did together.
func (h *Happened) sum() Verdict {
	first := h.all[0].ending
	for _, r := range h.all {
		if r.raced() {
			return Races
		}
		if r.ending != first && h.counts(r) {
			return Varies
		}
	}
	if first != Prints {
		return first
	}
	for _, r := range h.all {
		if !slices.Equal(r.output, h.Outputs[0]) {
			if !permutation(r.output, h.Outputs[0]) {
				return Varies
			}
			first = Orders
		}
	}
	return first
}

// counts reports whether the run's ending says anything. Under the race
// detector the runtime sees no deadlock, so that ending is a matter of the
// other runs.
func (h *Happened) counts(r once) bool {
	return !r.race || r.ending != Hangs || h.all[0].ending != Deadlocks
}

// explain takes message and details from the first run that ended with v.
func (h *Happened) explain(p Program, v Verdict) {
	h.Message, h.Details = "", nil
	for _, r := range h.all {
		if r.ending != v && (v != Races || !r.raced()) {
			continue
		}
		h.Message = r.message
		switch v {
		case Races:
			h.Message, h.Details = "", p.accesses(r.errors+r.after)
		case Panics:
			h.Details = p.panicked(r.errors)
		case Deadlocks:
			h.Details = p.blocked(r.errors)
		case Leaks:
			h.Details = p.blocked(r.after)
		case Exits:
			h.Message = strings.TrimSpace(fmt.Sprintf("exit status %d %s", r.status, r.message))
		}
		return
	}
}

// outputs returns the different outputs without the race detector, the most
// frequent first.
func outputs(runs []once) [][]string {
	count := map[string]int{}
	var all [][]string
	for _, r := range runs {
		if r.race {
			continue
		}
		key := strings.Join(r.output, "\n")
		if count[key]++; count[key] == 1 {
			all = append(all, append([]string{}, r.output...)) // never nil: JSON has [] then
		}
	}
	slices.SortStableFunc(all, func(a, b []string) int {
		return count[strings.Join(b, "\n")] - count[strings.Join(a, "\n")]
	})
	return all
}

// permutation reports whether a and b are the same lines in any order.
func permutation(a, b []string) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
