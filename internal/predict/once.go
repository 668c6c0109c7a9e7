package predict

import (
	"regexp"
	"strings"
	"time"
)

// once is what one run did.
type once struct {
	procs   int
	race    bool // built for the race detector
	status  int
	took    time.Duration
	stopped error // why it was killed; nil if it ended by itself

	output []string // lines on standard output, until main returned
	errors string   // standard error, until main returned
	after  string   // standard error after that: panics, and goroutines that stayed

	ending  Verdict // Prints if main returned and nothing stayed; never Orders or Races
	message string  // what the runtime said, when it ended the program
}

const raceMark = "WARNING: DATA RACE"

var (
	deadlockLine = regexp.MustCompile(`(?m)^fatal error: ((?:all goroutines are asleep|no goroutines \(main called runtime\.Goexit\)) - deadlock!)$`)
	panicLine    = regexp.MustCompile(`(?m)^(?:panic|fatal error): .*$`)
)

// read takes both streams and decides how the run ended.
func (r *once) read(out, errOut string) {
	printed, _, _ := strings.Cut(out, mark) // what is printed later, no one would see
	errors, after, returned := strings.Cut(errOut, mark)
	r.output, r.errors, r.after = split(printed), errors, after
	r.ending, r.message = r.end(returned)
}

func (r *once) end(returned bool) (Verdict, string) {
	late := panicLine.FindString(r.after)
	switch {
	case r.stopped != nil && !returned:
		return Hangs, r.stopped.Error()
	case returned && late != "":
		return Varies, "main returned while a goroutine was about to end the program: " + late
	case returned && stays(r.after):
		return Leaks, ""
	case returned, r.status == 0:
		return Prints, ""
	case deadlockLine.MatchString(r.errors):
		return Deadlocks, deadlockLine.FindString(r.errors)
	case panicLine.MatchString(r.errors):
		return Panics, panicLine.FindString(r.errors)
	default:
		return Exits, lastLine(r.errors)
	}
}

// raced reports whether the race detector saw something, before main returned
// or after.
func (r *once) raced() bool {
	return strings.Contains(r.errors, raceMark) || strings.Contains(r.after, raceMark)
}

// split returns the lines of text without the blanks at their ends, as the
// announced ones have none either.
func split(text string) []string {
	if text == "" {
		return nil
	}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " \t")
	}
	return lines
}

func lastLine(text string) string {
	lines := split(strings.TrimSpace(text))
	if len(lines) == 0 {
		return ""
	}
	return lines[len(lines)-1]
}
