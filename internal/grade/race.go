package grade

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// An access is one side of a data race.
type access struct {
	verb    string // "read", "write", "atomic write"
	who     string // "goroutine 9" or "main goroutine"
	frames  []frame
	created []frame // the stack that started the goroutine, when it is known
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
	var out []string
	for _, a := range parseRace(text) {
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
