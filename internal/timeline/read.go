package timeline

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"golang.org/x/exp/trace"
)

// What can be wrong with a trace. Read wraps one of these.
var (
	ErrEmpty     = errors.New("the trace is empty")
	ErrNoTrace   = errors.New("not an execution trace of Go 1.22 or later")
	ErrMalformed = errors.New("the trace is damaged")
	ErrTruncated = errors.New("the trace ends before the program did")
)

// Read reads an execution trace.
//
// A trace that is damaged or ends early is read up to there. Read then returns
// the model together with an error that wraps ErrMalformed or ErrTruncated and
// says how much is missing; the model's Cut says the same. The model is nil
// only if nothing could be read at all.
func Read(r io.Reader) (*Model, error) {
	in := &endReader{r: r}
	buffered := bufio.NewReaderSize(in, 1<<16)
	if err := checkHeader(buffered); err != nil {
		return nil, err
	}
	b := newBuilder()
	err := readEvents(b, buffered)
	if err == nil && b.events == 0 {
		err = fmt.Errorf("%w: it has a header and no events", ErrEmpty)
	}
	if err == nil {
		return b.model(), nil
	}
	switch {
	case errors.Is(err, ErrEmpty):
	case in.ended:
		err = fmt.Errorf("%w: its last part is incomplete, so what happened there can't be read", ErrTruncated)
	default:
		err = fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	if b.events == 0 {
		return nil, err
	}
	m := b.model()
	m.Cut = err.Error()
	return m, err
}

// checkHeader looks at the first bytes of a trace without consuming them.
// Traces of Go 1.21 and before have another format, which nobody needs here.
func checkHeader(r *bufio.Reader) error {
	const header = len("go 1.22 trace\x00\x00\x00")
	head, err := r.Peek(header)
	if len(head) == 0 {
		if errors.Is(err, io.EOF) {
			return ErrEmpty
		}
		return err
	}
	var minor int
	if _, err := fmt.Fscanf(bytes.NewReader(head), "go 1.%d trace\x00\x00\x00", &minor); err != nil || minor < 22 {
		return fmt.Errorf("%w: it begins with %q", ErrNoTrace, head)
	}
	return nil
}

// readEvents feeds every event of a trace to b. The trace package panics on
// some malformed input, which to our callers is an error like any other.
func readEvents(b *builder, r io.Reader) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the trace contradicts itself: %v", p)
		}
	}()
	reader, err := trace.NewReader(r)
	if err != nil {
		return err
	}
	for {
		ev, err := reader.ReadEvent()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return firstLine(err)
		}
		b.add(&ev)
	}
}

// firstLine drops the dump of the reader's insides that follows some errors.
func firstLine(err error) error {
	text, _, _ := bytes.Cut([]byte(err.Error()), []byte("\n"))
	return errors.New(string(bytes.TrimRight(text, ": ")))
}

// endReader remembers whether the end of its input was reached: an error at the
// end is an early end, and elsewhere a contradiction.
type endReader struct {
	r     io.Reader
	ended bool
}

func (e *endReader) Read(p []byte) (int, error) {
	n, err := e.r.Read(p)
	if errors.Is(err, io.EOF) {
		e.ended = true
	}
	return n, err
}
