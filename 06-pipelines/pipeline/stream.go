package pipeline

import (
	"context"
	"iter"
)

// A Stream says where items come from and which stages they pass. It is a
// description: making one starts nothing, and one that is never consumed leaves
// nothing behind. ForEach, Collect and All run it, each call anew and from the
// source on, so that a Stream over a slice can be consumed many times, and one
// over a channel shares what is in the channel.
//
// The zero value has no items. A Stream may be copied, shared and extended by
// several goroutines.
type Stream[T any] struct {
	room int                             // 0: the usual
	open func(r *run, room int) *link[T] // starts what makes the items; nil: there are none
}

// usual is the room between two stages unless Room says otherwise.
const usual = 64

// Room returns the stream with room for n items between it and whoever consumes
// it; without Room it is 64. It panics if n is less than 1.
//
// A stage that finds the room full blocks until half of it is free, and so
// blocks, in its turn, the stage before. Room absorbs bursts; it does not make
// the slowest stage faster. Give less where items are large: at most n of them
// wait, and the next stage has taken out at most n/2 more, between 1 and 32, of
// which it works on the first. (A parallel stage takes one for each worker.) The
// room is allocated when the stream is consumed.
func (s Stream[T]) Room(n int) Stream[T] {
	if n < 1 {
		panic("pipeline: Room below 1")
	}
	s.room = n
	return s
}

// start starts what makes the items and returns where they come out.
func (s Stream[T]) start(r *run) *link[T] {
	switch {
	case s.open == nil:
		return fullLink[T](r, nil)
	case s.room == 0:
		return s.open(r, usual)
	default:
		return s.open(r, s.room)
	}
}

// FromSlice returns a stream of the items of a slice, in their order. It reads
// the slice while it is consumed and changes nothing in it. It is the one
// source that takes no goroutine.
func FromSlice[T any](items []T) Stream[T] {
	return Stream[T]{open: func(r *run, _ int) *link[T] { return fullLink(r, items) }}
}

// FromSeq returns a stream of the items of an iterator, in their order. The
// iterator runs in a goroutine of its own, ahead of what consumes it. It is told
// to stop, as by a break, at the first item that it yields after the stream was
// stopped; one that blocks for ever keeps the stream from ending. Name is for
// the error if it panics.
func FromSeq[T any](name string, seq iter.Seq[T]) Stream[T] {
	if seq == nil {
		panic("pipeline: FromSeq with a nil iterator")
	}
	return source(name, func(_ *run, out *link[T]) error {
		for item := range seq {
			if !out.push(item) {
				break
			}
		}
		return nil
	})
}

// FromChan returns a stream of the items that are received from ch until it is
// closed. It receives ahead of what consumes it: when a stream is stopped, what
// was received and is still on its way is lost. What is in ch stays there, so
// whoever sends must have a way out of its own, such as the same context.
func FromChan[T any](ch <-chan T) Stream[T] {
	return source("channel", func(r *run, out *link[T]) error {
		done := r.ctx.Done()
		for {
			select {
			case item, ok := <-ch:
				if !ok || !out.push(item) {
					return nil
				}
			case <-done:
				return nil
			}
		}
	})
}

// Generate returns a stream of the items that f emits, in their order; it ends
// when f returns. An error of f stops the whole stream.
//
// Emit blocks while there is no room. Once the stream is stopped, and ctx with
// it, emit returns the cause: the item is dropped, and f should return, with that
// error or another, which is too late to count. Goroutines that f starts may all
// call emit at the same time; f must wait for them, since emit must not be called
// once f has returned.
func Generate[T any](name string, f func(ctx context.Context, emit func(T) error) error) Stream[T] {
	if f == nil {
		panic("pipeline: Generate with a nil function")
	}
	return source(name, func(r *run, out *link[T]) error { return f(r.ctx, out.emit) })
}

// source is a stream whose items come from a goroutine of its own.
func source[T any](name string, work func(r *run, out *link[T]) error) Stream[T] {
	return Stream[T]{open: func(r *run, room int) *link[T] {
		out := newLink[T](r, room)
		r.start(name, 1, out.close, func() error { return work(r, out) })
		return out
	}}
}
