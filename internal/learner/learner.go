// Package learner keeps what belongs to the person at the keyboard: how far
// they are, and every text of theirs that a reset took away. It all lies in
// the folder .mastery at the repository's root, one small file an exercise, so
// that nothing that goes wrong with one can cost another.
package learner

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
)

// A State says where the learner stands with one exercise.
type State string

// The states of an exercise.
const (
	Untouched State = "untouched" // the stub is as it came
	Begun     State = "begun"     // edited, not graded since
	Failing   State = "failing"   // graded as it is, and not passed
	Passed    State = "passed"    // passed as it is
	Changed   State = "changed"   // passed once, edited since
)

// A Record is what is remembered of one exercise.
type Record struct {
	Verdict  grade.Verdict `json:"verdict,omitempty"`  // of the last grading
	Sum      string        `json:"sum,omitempty"`      // SHA-256 of the text that got it
	GradedAt time.Time     `json:"gradedAt,omitzero"`  // when
	PassedAt time.Time     `json:"passedAt,omitzero"`  // when it first passed
	Gradings int           `json:"gradings,omitempty"` // how often it was graded
	Hints    int           `json:"hints,omitempty"`    // how many hints were shown
}

// A Store reads and writes the records. Several goroutines and processes may use
// one at the same time. A file is replaced whole, so a reader sees the old or
// the new record and a kill at any moment leaves one of the two; who changes a
// record holds the lock meanwhile, so that a hint shown in one terminal can't
// undo a pass in another.
type Store struct {
	dir string // .mastery
}

// Open returns the store of the course at root. It touches nothing.
func Open(root string) *Store { return &Store{dir: filepath.Join(root, ".mastery")} }

// Dir returns the folder that everything lies in.
func (s *Store) Dir() string { return s.dir }

func (s *Store) file(e *course.Exercise) string {
	return filepath.Join(s.dir, "progress", e.Topic, e.Name+".json")
}

// A BrokenError says that a record could not be read and was set aside.
type BrokenError struct {
	Exercise string
	Kept     string // where the unreadable file lies now
	Err      error
}

func (e *BrokenError) Error() string {
	return fmt.Sprintf("the progress record of %s was unreadable (%v); it is set aside as %s and the exercise counts as not yet graded",
		e.Exercise, e.Err, e.Kept)
}

func (e *BrokenError) Unwrap() error { return e.Err }

// Record returns what is remembered of e; of an exercise never graded, the zero
// Record. A file that can't be understood is set aside and reported with a
// *BrokenError; the record is then zero and the store goes on working.
func (s *Store) Record(e *course.Exercise) (Record, error) {
	r, broken, err := s.read(e)
	if broken == nil {
		return r, err
	}
	unlock, err := s.lock()
	if err != nil {
		return Record{}, err
	}
	defer unlock()
	return s.recordLocked(e)
}

// recordLocked is Record for those who hold the lock: another process may have
// set the broken file aside, and written a good one, before they got it.
func (s *Store) recordLocked(e *course.Exercise) (Record, error) {
	r, broken, err := s.read(e)
	if broken == nil {
		return r, err
	}
	kept, f, err := create(s.file(e)+".broken-", "")
	if err != nil {
		return Record{}, err
	}
	// The new file only takes the name, so that no other is replaced.
	if err := errors.Join(f.Close(), replace(s.file(e), kept)); err != nil {
		return Record{}, errors.Join(err, os.Remove(kept))
	}
	return Record{}, &BrokenError{Exercise: e.ID(), Kept: kept, Err: broken}
}

// read returns e's record; broken says why its file can't be understood.
func (s *Store) read(e *course.Exercise) (r Record, broken, err error) {
	data, err := os.ReadFile(s.file(e))
	if errors.Is(err, fs.ErrNotExist) {
		return Record{}, nil, nil
	}
	if err != nil {
		return Record{}, nil, err
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return Record{}, err, nil
	}
	return r, nil, nil
}

// Graded remembers the result of a grading of the learner's own text. Like
// Record, it may set a broken file aside; it returns the *BrokenError when the
// new record is written.
func (s *Store) Graded(e *course.Exercise, result grade.Result) error {
	return s.change(e, func(r *Record) {
		now := time.Now().UTC().Round(time.Second)
		r.Verdict, r.Sum, r.GradedAt = result.Verdict, result.Sum, now
		r.Gradings++
		if result.Verdict == grade.Passed && r.PassedAt.IsZero() {
			r.PassedAt = now
		}
	})
}

// Hinted remembers that the first n hints of e were shown. It never forgets a
// later one. Of a broken file it says what Graded says.
func (s *Store) Hinted(e *course.Exercise, n int) error {
	return s.change(e, func(r *Record) { r.Hints = max(r.Hints, n) })
}

func (s *Store) change(e *course.Exercise, change func(*Record)) error {
	unlock, err := s.lock()
	if err != nil {
		return err
	}
	defer unlock()
	r, err := s.recordLocked(e)
	var broken *BrokenError
	if err != nil && !errors.As(err, &broken) {
		return err
	}
	change(&r)
	data, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	if err := writeFile(s.file(e), append(data, '\n')); err != nil {
		return err
	}
	if broken != nil {
		return broken
	}
	return nil
}

// lock waits until no other goroutine or process changes a record. The lock is
// the system's and not the file's existence: it ends with the process.
func (s *Store) lock() (unlock func(), err error) {
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return nil, err
	}
	f, err := os.OpenFile(filepath.Join(s.dir, "lock"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	if err := lockFile(f); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return nil, errors.Join(err, f.Close())
	}
	return func() { _ = f.Close() }, nil
}

// State compares the exercise's file with what is remembered of it. A file that
// is not there is Begun: Reset brings the stub back.
func (s *Store) State(e *course.Exercise) (State, error) {
	r, recordErr := s.Record(e)
	text, err := os.ReadFile(e.Stub)
	if errors.Is(err, fs.ErrNotExist) {
		return Begun, recordErr
	}
	if err != nil {
		return Untouched, errors.Join(recordErr, err)
	}
	pristine, err := os.ReadFile(e.Pristine)
	if err != nil {
		return Untouched, errors.Join(recordErr, err)
	}
	return state(r, text, pristine), recordErr
}

func state(r Record, text, pristine []byte) State {
	switch {
	case r.Sum == Sum(text) && r.Verdict == grade.Passed:
		return Passed
	case bytes.Equal(unix(text), unix(pristine)):
		return Untouched
	case r.Sum == Sum(text):
		return Failing
	case !r.PassedAt.IsZero():
		return Changed
	default:
		return Begun
	}
}

// Sum returns the SHA-256 of a text in hex, as grade.Result.Sum has it.
func Sum(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// unix drops the carriage returns that a checkout on Windows may have added.
func unix(text []byte) []byte { return bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n")) }

// Reset puts the pristine stub back. The learner's text is kept first; kept
// says where. When the file is pristine already nothing happens, and when it is
// not there it is made; kept is empty then.
func (s *Store) Reset(e *course.Exercise) (kept string, err error) {
	pristine, err := os.ReadFile(e.Pristine)
	if err != nil {
		return "", err
	}
	text, err := os.ReadFile(e.Stub)
	if errors.Is(err, fs.ErrNotExist) {
		return "", writeFile(e.Stub, pristine)
	}
	if err != nil {
		return "", err
	}
	if bytes.Equal(unix(text), unix(pristine)) {
		return "", nil
	}
	if kept, err = s.keep(e, text); err != nil {
		return "", err
	}
	return kept, writeFile(e.Stub, pristine)
}

// keep writes a text of the learner's to a file of its own and returns where.
func (s *Store) keep(e *course.Exercise, text []byte) (kept string, err error) {
	kept, f, err := create(filepath.Join(s.dir, "kept", e.Topic, e.Name+"-"), ".go")
	if err != nil {
		return "", err
	}
	if _, err := f.Write(text); err != nil {
		return "", errors.Join(err, f.Close(), os.Remove(kept))
	}
	return kept, errors.Join(f.Sync(), f.Close())
}

// create makes a file that was not there before, named by the moment between
// prefix and suffix. Where the clock is coarse two moments may be one: a number
// tells them apart.
func create(prefix, suffix string) (string, *os.File, error) {
	if err := os.MkdirAll(filepath.Dir(prefix), 0o755); err != nil {
		return "", nil, err
	}
	stamp := time.Now().Format("20060102-150405.000000")
	for n := 1; ; n++ {
		name := prefix + stamp + suffix
		if n > 1 {
			name = fmt.Sprintf("%s%s-%d%s", prefix, stamp, n, suffix)
		}
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if !errors.Is(err, fs.ErrExist) {
			return name, f, err
		}
	}
}

// writeFile replaces a file whole: it writes a temporary file beside it, syncs
// it and renames it.
func writeFile(name string, data []byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(tmp.Name())
		}
	}()
	if err := tmp.Chmod(0o644); err != nil {
		return errors.Join(err, tmp.Close())
	}
	if _, err := tmp.Write(data); err != nil {
		return errors.Join(err, tmp.Close())
	}
	if err := errors.Join(tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	return replace(tmp.Name(), name)
}
