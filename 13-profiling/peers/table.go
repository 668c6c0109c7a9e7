package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
)

// table writes the rows of one topic as Markdown.
func table(rows []row, foot string) string {
	var b strings.Builder
	b.WriteString("| work | n | ours ÷ peer | time | middle half | rounds | allocs/op | the peer does less |\n")
	b.WriteString("|---|--:|---|--:|--:|--:|--:|---|\n")
	for _, r := range rows {
		for i, peer := range r.contest.Peers {
			fmt.Fprintf(&b, "| %s | %s | %s ÷ %s | %s | %d | %s ÷ %s | %s |\n", r.contest.Name, thousands(r.size),
				r.contest.Ours.Name, peer.Name, ratio(r.ratios[i]), len(r.ratios[i]),
				thousands(int(r.allocs[0])), thousands(int(r.allocs[i+1])), peer.Less)
		}
	}
	return b.String() + "\n" + foot
}

// ratio returns the median of at least one ratio and the quartiles as two cells.
func ratio(ratios []float64) string {
	s := slices.Sorted(slices.Values(ratios))
	return fmt.Sprintf("**%.2f** | %.2f to %.2f", quantile(s, 0.5), quantile(s, 0.25), quantile(s, 0.75))
}

// quantile returns the q-quantile of sorted values, between neighbours in
// proportion.
func quantile(sorted []float64, q float64) float64 {
	at := q * float64(len(sorted)-1)
	low := int(at)
	high := min(low+1, len(sorted)-1)
	return sorted[low] + (at-float64(low))*(sorted[high]-sorted[low])
}

// thousands writes 10000 as 10,000.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// foot says how the numbers came about, as far as a reader must know to judge
// them or to make them again.
func (p *plan) foot(rows []row, blind error) string {
	dropped := 0
	var works []string
	for _, r := range rows {
		dropped += r.dropped
		if work := "*" + r.contest.Name + "*: " + r.contest.About + "."; !slices.Contains(works, work) {
			works = append(works, work)
		}
	}
	system := fmt.Sprintf("%s %s/%s, %d CPUs", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0))
	return fmt.Sprintf(`%s

Time is ours divided by the peer's within one round, then the median of the rounds; under 1 ours is faster.
%s
%s. Made by `+"`make peers`"+`.
`, strings.Join(works, "\n"), p.quietness(dropped, blind), strings.Join(append([]string{system}, modules(rows)...), ", "))
}

// quietness says in a sentence what is known of other processes.
func (p *plan) quietness(dropped int, blind error) string {
	switch {
	case blind != nil:
		return "What other processes used could not be measured, so every round counts."
	case p.others >= 100:
		return "Rounds count whatever other processes used."
	default:
		return fmt.Sprintf("Other processes used at most %g %% of the CPU; %d rounds that they disturbed were dropped.", p.others, dropped)
	}
}

// modules returns the rows' peers' modules with their versions.
func modules(rows []row) []string {
	var names []string
	for _, r := range rows {
		for _, peer := range r.contest.Peers {
			if peer.Module != "" {
				names = append(names, peer.Module+" "+version(peer.Module))
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// version returns which version of a module is built into this program.
func version(module string) string {
	info, _ := debug.ReadBuildInfo()
	if info != nil {
		for _, m := range info.Deps {
			if m.Path == module {
				return m.Version
			}
		}
	}
	return "(version unknown)"
}
