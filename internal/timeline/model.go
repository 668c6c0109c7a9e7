package timeline

import "time"

// A Model is one execution: what its goroutines did and when, and what they had
// to do with each other. Times count from the model's beginning.
//
// Goroutines, stacks and processors are referred to by their index in the
// model's slices; None means "no such thing".
type Model struct {
	Goroutines []Goroutine // in the order in which the trace first mentions them
	Procs      []Proc      // in the order of their numbers
	Stacks     []Stack     // each stack once
	Frames     []Frame     // each frame once
	Messages   []Message   // in the order in which they were sent
	Notes      []Note      // in the order of time
	Regions    []Region    // in the order of their beginnings
	Pauses     []Pause     // in the order of their beginnings
	Limits     []Limit     // in the order of time
	Length     time.Duration

	// Cut says why the trace ends before the program did. It is empty for a
	// trace that is whole.
	Cut string
}

// None is the index of a goroutine, stack or processor that is not known or
// does not exist.
const None = -1

// A Goroutine is one goroutine from its creation, or the beginning of the
// trace, to its end, or the end of the trace.
type Goroutine struct {
	ID      int64  // the runtime's number
	Name    string // what the code calls it, or the function it runs; unique in a model
	Base    string // Name without its number: goroutines with the same Base do the same
	Func    string // the function it runs, as the runtime writes it; "" if not known
	Parent  int32  // the goroutine that created it, or None
	Created int32  // the stack of the go statement, or None
	System  bool   // it belongs to the runtime or to the tracer, not to the program
	Ended   bool   // it returned before the end of the model

	// Spans are its states, in the order of time. The end of one is the start
	// of the next; that of the last is End.
	Spans []Span
	End   time.Duration

	plain string // Name before it was numbered
	named bool   // plain is from lesson.Name
	born  bool   // the trace has its creation

	settled bool // Func is what it runs, no wrapper: there is no need to look further
}

// A Span is a time that a goroutine spends in one state.
type Span struct {
	Start time.Duration
	Stack int32 // for a wait and a system call: where; for Ready: where By did it; or None
	By    int32 // for Ready: the goroutine that created or woke this one, or None
	Proc  int16 // for Running: the index of the processor, or None
	State State
}

// A Stack is a list of frames, innermost first, as indices into Model.Frames.
type Stack []int32

// A Frame is one function call of a stack.
type Frame struct {
	Func string
	File string
	Line int
}

// A Proc is one of the processors, of which there are GOMAXPROCS.
type Proc struct {
	ID    int64
	Turns []Turn // in the order of time
}

// A Turn is a time that a processor spends on one goroutine.
type Turn struct {
	Start, End time.Duration
	Goroutine  int32
}

// A Message is a value that travelled over a channel, as the code logged it
// with lesson.Sent and lesson.Received.
type Message struct {
	Channel, Value string
	From, To       int32 // None if only the other end logged it
	Sent, Received time.Duration
}

// A Note is a moment that the code marked with lesson.Note.
type Note struct {
	At        time.Duration
	Goroutine int32
	Text      string
}

// A Region is a region of runtime/trace.
type Region struct {
	Name       string
	Goroutine  int32
	Start, End time.Duration
}

// A Pause is a time in which the runtime took something from everybody: a
// garbage collection, or a stop of the world.
type Pause struct {
	Name       string
	Start, End time.Duration
}

// A Limit is a value of GOMAXPROCS and the time from which it held.
type Limit struct {
	At time.Duration
	N  int
}

// SpanEnd returns the end of span i of goroutine g.
func (g *Goroutine) SpanEnd(i int) time.Duration {
	if i+1 < len(g.Spans) {
		return g.Spans[i+1].Start
	}
	return g.End
}

// Start returns the time at which the goroutine was created, or at which the
// model begins to know of it.
func (g *Goroutine) Start() time.Duration {
	if len(g.Spans) == 0 {
		return g.End
	}
	return g.Spans[0].Start
}

// Blocked returns the span in which the goroutine still waits when the model
// ends, and whether there is one.
func (g *Goroutine) Blocked() (Span, bool) {
	if g.Ended || len(g.Spans) == 0 {
		return Span{}, false
	}
	last := g.Spans[len(g.Spans)-1]
	return last, last.State.Waiting()
}

// Ender returns the goroutine that ended the wait of g in span i, or None: a
// timer or the network did, or nobody.
func (g *Goroutine) Ender(i int) int32 {
	if !g.Spans[i].State.Waiting() || i+1 >= len(g.Spans) {
		return None
	}
	return g.Spans[i+1].By
}

// StillBlocked returns the program's goroutines that wait when the model ends.
// Those that only wait for a test or a bubble to end are not meant: they would
// go on by themselves.
func (m *Model) StillBlocked() []int32 {
	var blocked []int32
	for i := range m.Goroutines {
		if m.stuck(int32(i)) {
			blocked = append(blocked, int32(i))
		}
	}
	return blocked
}

// stuck reports whether StillBlocked is about goroutine i.
func (m *Model) stuck(i int32) bool {
	g := &m.Goroutines[i]
	span, blocked := g.Blocked()
	if !blocked || g.System || span.State == Bubble {
		return false
	}
	frame, ok := m.UserFrame(span.Stack)
	return span.Stack == None || ok && packageOf(frame.Func) != "testing"
}

// UserFrame returns the innermost frame of a stack that belongs neither to the
// runtime nor to the packages through which goroutines wait: the line of the
// program that a reader wants to see. The second result is false if there is
// none.
func (m *Model) UserFrame(stack int32) (Frame, bool) {
	if stack == None {
		return Frame{}, false
	}
	for _, f := range m.Stacks[stack] {
		if !machinery(m.Frames[f].Func) {
			return m.Frames[f], true
		}
	}
	return Frame{}, false
}
