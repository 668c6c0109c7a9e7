package grade

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// An access is one side of a data race.
type access struct {
	verb    string // "read", "write", "atomic write"
	who     string // "goroutine 9" or "main goroutine"
	frames  []frame
	created []frame // the stack that started the goroutine, when it is known
	hook    string  // what the sync package told the detector, "racewrite": no memory of the program's
}

var (
	accessHead  = regexp.MustCompile(`^(?:Previous )?([A-Za-z ]*?[Rr]ead|[A-Za-z ]*?[Ww]rite) at 0x[0-9a-f]+ by (.+?):$`)
	createdHead = regexp.MustCompile(`^(Goroutine \d+) \([a-z]+\) created at:$`)
)

const raceMark = "WARNING: DATA RACE"

// parseRace reads the first report of the race detector in text.
func parseRace(text string) []access {
	_, report, ok := strings.Cut(text, raceMark)
	if !ok {
		return nil
	}
	report, _, _ = strings.Cut(report, "==================")
	var accesses []access
	var into *[]frame
	lines := strings.Split(report, "\n")
	for i, line := range lines {
		if match := accessHead.FindStringSubmatch(line); match != nil {
			verb := strings.TrimPrefix(strings.ToLower(match[1]), "previous ")
			accesses = append(accesses, access{verb: verb, who: match[2]})
			into = &accesses[len(accesses)-1].frames
			continue
		}
		if match := createdHead.FindStringSubmatch(line); match != nil {
			into = nil
			for a := range accesses {
				if strings.EqualFold(accesses[a].who, match[1]) && accesses[a].created == nil {
					into = &accesses[a].created
				}
			}
			continue
		}
		if hook, ok := strings.CutPrefix(strings.TrimSpace(line), "runtime."); ok && strings.HasPrefix(hook, "race") && len(accesses) > 0 {
			accesses[len(accesses)-1].hook = strings.TrimSuffix(hook, "()")
		}
		if match := place.FindStringSubmatch(line); match != nil && into != nil && i > 0 {
			n, _ := strconv.Atoi(match[2])
			function := strings.TrimSuffix(strings.TrimSpace(lines[i-1]), "()")
			*into = append(*into, frame{function: function, file: match[1], line: n})
		}
	}
	return accesses
}

// explainRace describes both accesses with the learner's own lines. dir is the
// exercises folder.
func explainRace(text, dir string, replaced map[string]string) []string {
	accesses := parseRace(text)
	if slices.ContainsFunc(accesses, func(a access) bool { return a.hook == "racewrite" }) {
		return explainLateAdd(accesses, dir, replaced)
	}
	var out []string
	for _, a := range accesses {
		f := nearest(a.frames, dir)
		if f == nil {
			continue
		}
		line := fmt.Sprintf("%-5s %s", a.verb, f.at(replaced))
		// The detector does not unfold inlined calls here, so the start may
		// seem to lie in the test: then it is left out.
		if start := nearest(a.created, dir); start.in(dir, true) {
			line += fmt.Sprintf("   (by the goroutine started at %s:%d)", filepath.Base(start.file), start.line)
		}
		out = append(out, line)
	}
	if len(out) > 0 {
		out = append(out, "Nothing orders these two: whichever comes second may see the other half done.")
	}
	return out
}

// explainLateAdd describes the race that a WaitGroup itself reports: the first
// Add and a Wait, in any order. Nothing else in the sync package tells the
// detector of a write, see src/sync/waitgroup.go.
func explainLateAdd(accesses []access, dir string, replaced map[string]string) []string {
	var out []string
	for _, a := range accesses {
		call := "WaitGroup.Add"
		if a.hook == "racewrite" {
			call = "WaitGroup.Wait"
		}
		switch f, start := nearest(a.frames, dir), nearest(a.created, dir); {
		case f.in(dir, true):
			out = append(out, call+" at "+f.at(replaced))
		case start.in(dir, true):
			out = append(out, call+" in the goroutine started at "+start.at(replaced))
		case f.in(dir, false):
			out = append(out, call+" below "+f.at(replaced))
		}
	}
	return append(out, "Nothing says that this Add comes before Wait, which may find a count of 0 and return at once.",
		"Add before the go statement; or use WaitGroup.Go, which does.")
}

// nearest returns the learner's own frame, or a test's, or the top one.
func nearest(frames []frame, dir string) *frame {
	for _, own := range []bool{true, false} {
		for i := range frames {
			if frames[i].in(dir, own) {
				return &frames[i]
			}
		}
	}
	if len(frames) > 0 {
		return &frames[0]
	}
	return nil
}
