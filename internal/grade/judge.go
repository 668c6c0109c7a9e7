package grade

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A judgement turns a report into a verdict. Each method that looks for a
// verdict returns whether it found one; the order in decide is the order of
// causes: a race may well make an assertion fail and leave a goroutine behind,
// but it is the race that must be mended.
type judgement struct {
	report   *report
	dir      string            // the exercises folder
	replaced map[string]string // the overlay
	rounds   int               // how often the tests were to run

	verdict  Verdict
	headline string
	details  []string
	test     string
	output   string // of the failing test, to the end
}

func (j *judgement) decide() {
	if failed := j.report.failed(); failed != nil {
		j.test = failed.name
		j.output = j.report.output.String()[failed.start:]
	} else {
		j.output = j.report.output.String()
	}
	for _, found := range []func() bool{
		j.compile, j.flood, j.pass, j.notStarted, j.race, j.assertion, j.bubble, j.timeout, j.panic, j.exit, j.outlived,
	} {
		if found() {
			return
		}
	}
	j.say(Wrong, "The tests failed without saying why.", lastLines(j.output, 8)...)
}

func (j *judgement) say(v Verdict, headline string, details ...string) bool {
	j.verdict, j.headline, j.details = v, headline, details
	return true
}

func (j *judgement) compile() bool {
	if j.report.build.Len() == 0 || j.report.ok {
		return false
	}
	var lines []string
	for line := range strings.Lines(j.report.build.String()) {
		line = relative(strings.TrimRight(line, "\r\n"), j.dir)
		if line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, trimFolder(line))
		}
	}
	return j.say(NoCompile, "It does not compile.", first(lines, 6)...)
}

// folder is the path from the repository's root that the compiler prints, after a
// tab where a line goes on with the one before.
var folder = regexp.MustCompile(`^(\s*)(?:vet: )?\S*?exercises[/\\]`)

func trimFolder(line string) string { return folder.ReplaceAllString(line, "$1") }

func (j *judgement) flood() bool {
	return j.report.flood && j.say(Wrong,
		fmt.Sprintf("It printed more than %d KiB and was stopped: a loop that prints, calls without end, or goroutines without end.", MaxOutput>>10), lastLines(j.output, 3)...)
}

func (j *judgement) pass() bool {
	if !j.report.ok {
		return false
	}
	if len(j.report.tests) == 0 {
		return j.say(Wrong, "No test ran: does the test file still hold the exercise's tests?")
	}
	if _, passed := j.report.rounds(); passed < j.rounds {
		return j.say(Wrong, fmt.Sprintf("It ended the process, or printed what tests print: %d of %d runs came to their end.", passed, j.rounds))
	}
	return j.say(Passed, "Correct.")
}

func (j *judgement) notStarted() bool {
	return strings.Contains(j.output, "panic: not implemented") &&
		j.say(NotStarted, "Not implemented yet: the stub still panics.")
}

func (j *judgement) race() bool {
	return strings.Contains(j.output, raceMark) &&
		j.say(Race, "A data race: two goroutines touch the same memory, one of them writes, and nothing orders them.",
			explainRace(j.output, j.dir, j.replaced)...)
}

// assertionLine is how testing prints a failure: file, line, message.
var assertionLine = regexp.MustCompile(`^(\s+)(\S+_test\.go:\d+): (.*)$`)

// assertion looks for the first message of a failed assertion. One that begins
// with the name of a verdict announces that verdict.
func (j *judgement) assertion() bool {
	lines := strings.Split(j.output, "\n")
	start := slices.IndexFunc(lines, assertionLine.MatchString)
	if start < 0 {
		return false
	}
	match := assertionLine.FindStringSubmatch(lines[start])
	message := []string{match[3]}
	for _, line := range lines[start+1:] {
		more, ok := strings.CutPrefix(line, match[1]+"    ")
		if !ok {
			break
		}
		message = append(message, more)
	}
	for _, v := range []Verdict{Leak, Deadlock, Panic, Race} {
		if rest, ok := strings.CutPrefix(message[0], string(v)+": "); ok {
			message[0] = rest
			return j.say(v, headlines[v], message...)
		}
	}
	return j.wrong("A test failed.", message...)
}

// wrong says Wrong or, when the same test and some whole run passed, Flaky.
func (j *judgement) wrong(headline string, details ...string) bool {
	if runs, passed := j.report.rounds(); passed > 0 && j.sometimes() {
		return j.say(Flaky, fmt.Sprintf("It is right only sometimes: %d of %d runs passed.", passed, runs), details...)
	}
	return j.say(Wrong, headline, details...)
}

// sometimes reports whether the test that failed also passed, on another run.
func (j *judgement) sometimes() bool {
	failed := j.report.failed()
	return failed != nil && j.report.passes(failed)
}

var headlines = map[Verdict]string{
	Leak:     "A goroutine was left behind: the work is over, and it is still blocked.",
	Deadlock: "A deadlock: every goroutine waits, and nobody is left to end the waiting.",
	Panic:    "It panicked.",
	Race:     "A data race.",
}

// bubble looks for what testing/synctest and the runtime say of goroutines
// that wait for ever.
func (j *judgement) bubble() bool {
	switch {
	case strings.Contains(j.output, "deadlock: main bubble goroutine has exited but blocked goroutines remain"):
		return j.say(Leak, headlines[Leak], j.waiting(false)...)
	case strings.Contains(j.output, "deadlock: all goroutines in bubble are blocked"),
		strings.Contains(j.output, "all goroutines are asleep - deadlock!"):
		return j.say(Deadlock, headlines[Deadlock], j.waiting(true)...)
	}
	return false
}

// waiting describes the blocked goroutines: where each waits, for what, and
// where it was started. With test, the test's own goroutine too.
func (j *judgement) waiting(test bool) []string {
	var out []string
	seen := map[string]int{}
	var order []string
	for _, g := range parseGoroutines(j.output) {
		own := g.in(j.dir, true)
		at := own
		if at == nil && test {
			at = g.in(j.dir, false)
		}
		if at == nil || !g.waits() || strings.HasPrefix(g.state, "synctest.") {
			continue
		}
		line := fmt.Sprintf("%s at %s", waitName(g.state), at.at(j.replaced))
		if own == nil {
			line = "the test: " + line
		}
		if g.created.in(j.dir, true) {
			line += fmt.Sprintf("   (started at %s:%d)", base(g.created.file), g.created.line)
		}
		if seen[line] == 0 {
			order = append(order, line)
		}
		seen[line]++
	}
	for _, line := range first(order, 6) {
		if n := seen[line]; n > 1 {
			line = fmt.Sprintf("%d goroutines: %s", n, line)
		}
		out = append(out, line)
	}
	return out
}

// waitName says in words what a goroutine in this state waits for.
func waitName(state string) string {
	names := map[string]string{
		"chan send":               "blocked sending",
		"chan receive":            "blocked receiving",
		"chan send (nil chan)":    "blocked for ever sending to a nil channel",
		"chan receive (nil chan)": "blocked for ever receiving from a nil channel",
		"select":                  "blocked in select",
		"select (no cases)":       "blocked for ever in select {}",
		"sync.Mutex.Lock":         "waiting for a Mutex",
		"sync.RWMutex.Lock":       "waiting for an RWMutex (write)",
		"sync.RWMutex.RLock":      "waiting for an RWMutex (read)",
		"sync.WaitGroup.Wait":     "waiting for a WaitGroup",
		"sync.Cond.Wait":          "waiting for a Cond",
		"semacquire":              "waiting for a semaphore",
	}
	if name, ok := names[state]; ok {
		return name
	}
	return "blocked (" + state + ")"
}

// timedOut is what testing panics with. The runtime writes it after "panic: ",
// and what other goroutines print may come between the two.
var timedOut = regexp.MustCompile(`test timed out after ([0-9][0-9.hmµn]*s)`)

// timeout tells a hang from a deadlock: in the second every goroutine of the
// exercise waits for another.
func (j *judgement) timeout() bool {
	mark := timedOut.FindStringSubmatchIndex(j.output)
	if mark == nil {
		return false
	}
	limit, dump := j.output[mark[2]:mark[3]], j.output[mark[1]:]
	working, waiting := atWork(dump, j.dir)
	busy := ""
	if working != nil {
		busy = fmt.Sprintf("%s at %s", busyName(working.state), nearestIn(working, j.dir).at(j.replaced))
	}
	if busy == "" && waiting > 0 {
		return j.say(Deadlock, headlines[Deadlock], j.waiting(true)...)
	}
	if _, passed := j.report.rounds(); passed > 0 && j.sometimes() {
		return j.wrong("", "One run never ended.", busy)
	}
	details := j.waiting(true)
	if busy != "" {
		details = append([]string{busy}, details...)
	}
	return j.say(TimedOut, fmt.Sprintf("Still running after %s: it never ends, or it spins.", limit), details...)
}

// atWork looks in a dump for the exercise's goroutines: one that can go on by
// itself, nil if there is none, and how many wait. One in the package settle is
// at work, whatever state it is in: it looks at the others until they rest.
func atWork(dump, dir string) (working *goroutine, waiting int) {
	for _, g := range parseGoroutines(dump) {
		switch {
		case nearestIn(&g, dir) == nil:
		case g.waits() && !g.settles():
			waiting++
		default:
			working = &g
		}
	}
	return working, waiting
}

func busyName(state string) string {
	if state == "sleep" {
		return "sleeping"
	}
	return "still running"
}

func nearestIn(g *goroutine, dir string) *frame {
	if f := g.in(dir, true); f != nil {
		return f
	}
	return g.in(dir, false)
}

var panicLine = regexp.MustCompile(`(?m)^(panic: |fatal error: )(.*)$`)

func (j *judgement) panic() bool {
	match := panicLine.FindStringSubmatchIndex(j.output)
	if match == nil {
		return false
	}
	message := j.output[match[2]:match[1]]
	message = strings.TrimSuffix(message, " [recovered, repanicked]")
	details := []string{message}
	for _, g := range parseGoroutines(j.output[match[0]:]) {
		at := g.in(j.dir, true)
		if at == nil {
			continue
		}
		details = append(details, "at "+at.at(j.replaced))
		if g.created.in(j.dir, true) {
			details = append(details, fmt.Sprintf("in the goroutine started at %s:%d", base(g.created.file), g.created.line))
		}
		break
	}
	headline := "It panicked, and that ended the whole program."
	if strings.HasPrefix(message, "fatal error") {
		headline = "The runtime found a fault that no recover can catch, and ended the program."
	}
	return j.say(Panic, headline, details...)
}

// exit is the end of a test that neither passed nor failed and left no word:
// something ended the process under it.
func (j *judgement) exit() bool {
	failed := j.report.failed()
	return failed != nil && failed.result == "" &&
		j.say(Wrong, "It ended the whole process: a function must return, never call os.Exit.")
}

// outlived is a process that the tests started and that kept their output open:
// the go command waits for it some seconds and then gives up.
func (j *judgement) outlived() bool {
	return strings.Contains(j.output, "*** Test I/O incomplete ") &&
		j.say(Wrong, "A process that it started was still running when the tests had ended.")
}

var runningTest = regexp.MustCompile(`(?m)^\t\t\S+ \(([0-9.hmµns]+)\)$`)

// slow reports whether the machine may be to blame that the time was up: no
// single test took most of it, or the one that did was at work in the exercises'
// folder dir and had little of a processor.
func (r *report) slow(limit time.Duration, dir string) bool {
	output := r.output.String()
	mark := timedOut.FindStringIndex(output)
	if mark == nil {
		return false
	}
	dump := output[mark[1]:]
	for _, match := range runningTest.FindAllStringSubmatch(dump, -1) {
		if d, err := time.ParseDuration(match[1]); err == nil && d > limit/2 {
			working, _ := atWork(dump, dir)
			return r.starved && working != nil
		}
	}
	return true
}

func base(file string) string { return file[strings.LastIndexAny(file, `/\`)+1:] }

func first(lines []string, n int) []string {
	if len(lines) > n {
		return append(lines[:n:n], fmt.Sprintf("… and %d more lines", len(lines)-n))
	}
	return lines
}

// lastLines returns the last n lines that are not empty.
func lastLines(text string, n int) []string {
	var lines []string
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(line, "\r\n"); strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
	}
	return lines[max(0, len(lines)-n):]
}
