package timeline

import (
	"strings"

	"golang.org/x/exp/trace"

	"example.com/mastery/internal/lesson"
)

// log takes in what the code logged with package lesson.
func (b *builder) log(g int32, l trace.Log) {
	switch l.Category {
	case lesson.LogName:
		b.m.Goroutines[g].plain, b.m.Goroutines[g].named = l.Message, true
	case lesson.LogNote:
		b.m.Notes = append(b.m.Notes, Note{At: b.last, Goroutine: g, Text: l.Message})
	case lesson.LogSent:
		channel, value, _ := strings.Cut(l.Message, "\t")
		b.sent[l.Message] = append(b.sent[l.Message], len(b.m.Messages))
		b.m.Messages = append(b.m.Messages, Message{
			Channel: channel, Value: value, From: g, To: None, Sent: b.last, Received: b.last,
		})
	case lesson.LogReceived:
		b.received(g, l.Message)
	}
}

// received pairs a receive with the oldest send of the same value on the same
// channel. With several senders of equal values it may pick the wrong one.
func (b *builder) received(g int32, message string) {
	if sent := b.sent[message]; len(sent) > 0 {
		m := &b.m.Messages[sent[0]]
		m.To, m.Received = g, b.last
		b.sent[message] = sent[1:]
		return
	}
	channel, value, _ := strings.Cut(message, "\t")
	b.m.Messages = append(b.m.Messages, Message{
		Channel: channel, Value: value, From: None, To: g, Sent: b.last, Received: b.last,
	})
}

func (b *builder) regionBegin(ev *trace.Event) {
	id := ev.Goroutine()
	b.open[id] = append(b.open[id], len(b.m.Regions))
	b.m.Regions = append(b.m.Regions, Region{
		Name: ev.Region().Type, Goroutine: b.goroutine(id), Start: b.last, End: -1,
	})
}

func (b *builder) regionEnd(ev *trace.Event) {
	open := b.open[ev.Goroutine()]
	if len(open) == 0 {
		return // it began before the trace did
	}
	b.m.Regions[open[len(open)-1]].End = b.last
	b.open[ev.Goroutine()] = open[:len(open)-1]
}

// pause takes in the ranges that concern every goroutine.
func (b *builder) pause(kind trace.EventKind, r trace.Range) {
	if r.Name != "GC concurrent mark phase" && !strings.HasPrefix(r.Name, "stop-the-world") {
		return
	}
	key := pauseKey{r.Name, r.Scope}
	i, open := b.pauses[key]
	switch {
	case kind == trace.EventRangeEnd && open:
		b.m.Pauses[i].End = b.last
		delete(b.pauses, key)
	case kind != trace.EventRangeEnd && !open:
		b.pauses[key] = len(b.m.Pauses)
		b.m.Pauses = append(b.m.Pauses, Pause{Name: r.Name, Start: b.last, End: -1})
	}
}

// limit takes in GOMAXPROCS, which the tracer repeats in each generation.
func (b *builder) limit(n int) {
	if k := len(b.m.Limits); k == 0 || b.m.Limits[k-1].N != n {
		b.m.Limits = append(b.m.Limits, Limit{At: b.last, N: n})
	}
}

type pauseKey struct {
	name  string
	scope trace.ResourceID
}
