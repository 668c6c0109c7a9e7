// Package grade runs the tests of one exercise and says what came of it: a
// verdict, the few lines that matter, and where the notes explain it.
package grade

import "time"

// A Verdict is what an exercise's tests say of an answer.
type Verdict string

// The verdicts. A wrong answer in testdata announces its own by the first word
// of its file name: race-unlocked-read.go must get Race.
const (
	NotStarted Verdict = "not started"      // the stub still panics "not implemented"
	NoCompile  Verdict = "does not compile" // the compiler or vet refuses it
	Wrong      Verdict = "wrong"            // an assertion failed
	Race       Verdict = "race"             // the race detector saw two unordered accesses
	Leak       Verdict = "leak"             // a goroutine was still blocked after the work was over
	Deadlock   Verdict = "deadlock"         // nothing could run any more
	Panic      Verdict = "panic"            // a panic or a fatal error ended the run
	TimedOut   Verdict = "timed out"        // still running when its time was up
	Flaky      Verdict = "flaky"            // right on some runs, wrong on others
	Passed     Verdict = "passed"           // right on every run
)

// A Result is one grading of one exercise.
type Result struct {
	Topic    string        `json:"topic"`
	Exercise string        `json:"exercise"`
	Verdict  Verdict       `json:"verdict"`
	Headline string        `json:"headline"`           // the verdict in one sentence
	Test     string        `json:"test,omitempty"`     // the first test that failed
	Details  []string      `json:"details,omitempty"`  // the few lines that matter, ready to print
	Runs     int           `json:"runs"`               // how often the whole set of tests was run
	Passed   int           `json:"passed"`             // how many of them were clean
	Notes    string        `json:"notes,omitempty"`    // title of the notes section that explains it
	NotesRef string        `json:"notesRef,omitempty"` // its path from the repository's root, with anchor
	Time     time.Duration `json:"time"`               // from start to verdict, in nanoseconds
	Race     bool          `json:"race"`               // whether the race detector watched
	Sum      string        `json:"sum"`                // SHA-256 of the answer that was graded, in hex
	Raw      string        `json:"-"`                  // what the tests printed, at most MaxOutput bytes
}
