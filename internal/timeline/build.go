package timeline

import (
	"slices"
	"time"

	"golang.org/x/exp/trace"
)

// A builder makes a Model of a stream of events.
type builder struct {
	m      Model
	first  trace.Time
	last   time.Duration
	events int

	goroutines map[trace.GoID]int32
	procs      map[trace.ProcID]int16
	stacks     stackTable
	open       map[trace.GoID][]int // regions that have not ended, innermost last
	pauses     map[pauseKey]int     // pauses that have not ended
	sent       map[string][]int     // messages sent and not yet received, by channel and value
}

func newBuilder() *builder {
	return &builder{
		goroutines: make(map[trace.GoID]int32),
		procs:      make(map[trace.ProcID]int16),
		stacks:     newStackTable(),
		open:       make(map[trace.GoID][]int),
		pauses:     make(map[pauseKey]int),
		sent:       make(map[string][]int),
	}
}

// add takes in one event. Events come in the order of time.
func (b *builder) add(ev *trace.Event) {
	if ev.Kind() == trace.EventSync {
		b.stacks.newGeneration()
		return
	}
	if b.events == 0 {
		b.first = ev.Time()
	}
	b.events++
	b.last = time.Duration(ev.Time() - b.first)
	switch ev.Kind() {
	case trace.EventStateTransition:
		if tr := ev.StateTransition(); tr.Resource.Kind == trace.ResourceGoroutine {
			b.transition(ev, &tr)
		}
	case trace.EventMetric:
		if metric := ev.Metric(); metric.Name == "/sched/gomaxprocs:threads" {
			b.limit(int(metric.Value.Uint64()))
		}
	case trace.EventLog:
		if ev.Goroutine() != trace.NoGoroutine {
			b.log(b.goroutine(ev.Goroutine()), ev.Log())
		}
	case trace.EventRegionBegin:
		b.regionBegin(ev)
	case trace.EventRegionEnd:
		b.regionEnd(ev)
	case trace.EventRangeBegin, trace.EventRangeActive, trace.EventRangeEnd:
		b.pause(ev.Kind(), ev.Range())
	}
}

// goroutine returns the index of the goroutine with this number.
func (b *builder) goroutine(id trace.GoID) int32 {
	if i, ok := b.goroutines[id]; ok {
		return i
	}
	i := int32(len(b.m.Goroutines))
	b.goroutines[id] = i
	b.m.Goroutines = append(b.m.Goroutines, Goroutine{ID: int64(id), Parent: None, Created: None})
	return i
}

// proc returns the index of the processor with this number.
func (b *builder) proc(id trace.ProcID) int16 {
	if id == trace.NoProc {
		return None
	}
	if i, ok := b.procs[id]; ok {
		return i
	}
	i := int16(len(b.m.Procs))
	b.procs[id] = i
	b.m.Procs = append(b.m.Procs, Proc{ID: int64(id)})
	return i
}

// transition takes in a goroutine's change of state.
func (b *builder) transition(ev *trace.Event, tr *trace.StateTransition) {
	from, to := tr.Goroutine()
	id := b.goroutine(tr.Resource.Goroutine())
	g := &b.m.Goroutines[id]
	if from == to {
		// The tracer repeats every goroutine's state in each generation.
		return
	}
	b.leave(id)
	if to == trace.GoNotExist {
		g.Ended, g.End = true, b.last
		return
	}
	span := Span{Start: b.last, Stack: b.stacks.id(tr.Stack), By: None, Proc: None}
	switch to {
	case trace.GoRunning:
		span.State, span.Stack, span.Proc = Running, None, b.proc(ev.Proc())
	case trace.GoRunnable:
		span.State = ready(from, tr.Reason)
		if from == trace.GoNotExist || from == trace.GoWaiting {
			span.Stack = b.stacks.id(ev.Stack())
			if span.By = b.other(ev.Goroutine(), id); span.Stack == None && b.isClock(span.By) {
				span.By = None
			}
		}
	case trace.GoSyscall:
		span.State = Syscall
	case trace.GoWaiting:
		span.State = waitState(tr.Reason, b.stacks.funcs(span.Stack))
	}
	g = &b.m.Goroutines[id] // other may have moved it
	if from == trace.GoNotExist {
		g.born = true
		g.Created = b.stacks.id(ev.Stack())
		g.Parent = b.other(ev.Goroutine(), id)
		g = &b.m.Goroutines[id]
		if fn := b.stacks.funcs(b.stacks.id(tr.Stack)); len(fn) > 0 {
			g.Func = fn[len(fn)-1]
		}
	} else {
		b.findFunc(g, b.stacks.id(tr.Stack))
	}
	g.Spans = append(g.Spans, span)
}

// other returns the index of the goroutine that did something to goroutine
// self, or None: timers and the network act on their own.
func (b *builder) other(id trace.GoID, self int32) int32 {
	if id == trace.NoGoroutine {
		return None
	}
	if i := b.goroutine(id); i != self {
		return i
	}
	return None
}

// isClock reports whether a goroutine is the one that runs the fake clock of a
// testing/synctest bubble. It wakes whoever sleeps there, without a stack, but
// the timer is what ended the sleep.
func (b *builder) isClock(id int32) bool {
	if id == None {
		return false
	}
	spans := b.m.Goroutines[id].Spans
	for i := len(spans) - 1; i >= 0; i-- {
		if spans[i].State.Waiting() {
			return spans[i].State == Bubble
		}
	}
	return false
}

func ready(from trace.GoState, reason string) State {
	if from == trace.GoRunning {
		if reason == "runtime.Gosched" {
			return Yielded
		}
		return Preempted
	}
	return Ready
}

// leave ends the goroutine's last span for the processor that it ran on.
func (b *builder) leave(id int32) {
	g := &b.m.Goroutines[id]
	if len(g.Spans) == 0 {
		return
	}
	if last := g.Spans[len(g.Spans)-1]; last.State == Running && last.Proc != None {
		p := &b.m.Procs[last.Proc]
		p.Turns = append(p.Turns, Turn{Start: last.Start, End: b.last, Goroutine: id})
	}
}

// model ends what is still open and hands out the model.
func (b *builder) model() *Model {
	m := &b.m
	m.Length = b.last
	m.Stacks, m.Frames = b.stacks.stacks, b.stacks.frames
	for i := range m.Goroutines {
		g := &m.Goroutines[i]
		if !g.Ended {
			b.leave(int32(i))
			g.End = m.Length
		}
	}
	b.nameAll()
	for i := range m.Regions {
		if m.Regions[i].End < 0 {
			m.Regions[i].End = m.Length
		}
	}
	for i := range m.Pauses {
		if m.Pauses[i].End < 0 {
			m.Pauses[i].End = m.Length
		}
	}
	for i := range m.Procs {
		slices.SortFunc(m.Procs[i].Turns, func(a, b Turn) int { return int(a.Start - b.Start) })
	}
	b.sortProcs()
	number(m.Goroutines)
	return m
}

// sortProcs puts the processors in the order of their numbers.
func (b *builder) sortProcs() {
	m := &b.m
	order := make([]int16, len(m.Procs)) // old indices in their new order
	for i := range order {
		order[i] = int16(i)
	}
	slices.SortFunc(order, func(x, y int16) int { return int(m.Procs[x].ID - m.Procs[y].ID) })
	if slices.IsSorted(order) {
		return
	}
	procs, place := make([]Proc, len(order)), make([]int16, len(order))
	for i, old := range order {
		procs[i], place[old] = m.Procs[old], int16(i)
	}
	m.Procs = procs
	for i := range m.Goroutines {
		for j := range m.Goroutines[i].Spans {
			if s := &m.Goroutines[i].Spans[j]; s.Proc != None {
				s.Proc = place[s.Proc]
			}
		}
	}
}
