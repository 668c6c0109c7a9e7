package timeline

import (
	"compress/gzip"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"io"
	"time"
)

// The page gets its data as one stream, compressed and in base64:
//
//	length of the JSON (4 bytes, little-endian), JSON (a pageData), padding: none
//	for each goroutine: number of spans, then each span
//	for each processor: number of turns, then each turn
//
// All numbers after the JSON are unsigned varints as package encoding/binary
// has them. A span is: time since the start of the one before it (the first:
// since 0), state, and then
//
//	Running: processor + 1
//	Ready:   stack + 1, goroutine that did it + 1
//	others:  stack + 1
//
// A turn is: time since the end of the one before it, length, goroutine.
// decode.js reads this.

// encode writes the model as the page wants it.
func encode(w io.Writer, m *Model, o PageOptions) error {
	text := base64.NewEncoder(base64.StdEncoding, w)
	// The fastest level makes a file a fifth larger than the best one does, in
	// a quarter of the time.
	zip, err := gzip.NewWriterLevel(text, gzip.BestSpeed)
	if err != nil {
		return err
	}
	head, err := json.Marshal(newPageData(m, o))
	if err != nil {
		return err
	}
	e := encoder{w: zip}
	e.bytes(binary.LittleEndian.AppendUint32(nil, uint32(len(head))))
	e.bytes(head)
	for i := range m.Goroutines {
		e.spans(m.Goroutines[i].Spans)
	}
	for i := range m.Procs {
		e.turns(m.Procs[i].Turns)
	}
	e.flush()
	for _, err := range []error{e.err, zip.Close(), text.Close()} {
		if err != nil {
			return err
		}
	}
	return nil
}

// An encoder writes varints and remembers the first error.
type encoder struct {
	w   io.Writer
	buf []byte
	err error
}

func (e *encoder) bytes(b []byte) {
	e.buf = append(e.buf, b...)
	if len(e.buf) > 1<<16 {
		e.flush()
	}
}

func (e *encoder) flush() {
	if e.err == nil {
		_, e.err = e.w.Write(e.buf)
	}
	e.buf = e.buf[:0]
}

func (e *encoder) number(n int64) {
	e.buf = binary.AppendUvarint(e.buf, uint64(n))
	if len(e.buf) > 1<<16 {
		e.flush()
	}
}

func (e *encoder) spans(spans []Span) {
	e.number(int64(len(spans)))
	var last time.Duration
	for _, s := range spans {
		e.number(int64(s.Start - last))
		last = s.Start
		e.number(int64(s.State))
		if s.State == Running {
			e.number(int64(s.Proc) + 1)
			continue
		}
		e.number(int64(s.Stack) + 1)
		if s.State == Ready {
			e.number(int64(s.By) + 1)
		}
	}
}

func (e *encoder) turns(turns []Turn) {
	e.number(int64(len(turns)))
	var last time.Duration
	for _, t := range turns {
		e.number(int64(max(0, t.Start-last)))
		e.number(int64(t.End - max(t.Start, last)))
		e.number(int64(t.Goroutine))
		last = t.End
	}
}
