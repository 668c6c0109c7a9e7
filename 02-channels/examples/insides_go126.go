//go:build go1.26 && !go1.27

package main

//lint:file-ignore U1000 The runtime's fields are all there, whether this reads them or not.

import (
	"fmt"
	"io"
	"unsafe"
)

// An hchan is what a variable of a channel type points to: type hchan in
// src/runtime/chan.go of Go 1.26, up to the two lines.
type hchan struct {
	qcount   uint           // values in the ring now: len(c)
	dataqsiz uint           // slots in the ring: cap(c)
	buf      unsafe.Pointer // the ring
	elemsize uint16
	closed   uint32
	timer    unsafe.Pointer // not nil: the channel of a time.Timer or Ticker
	elemtype unsafe.Pointer
	sendx    uint  // the slot that the next send fills
	recvx    uint  // the slot that the next receive empties
	recvq    waitq // goroutines that wait to receive
	sendq    waitq // goroutines that wait to send
}

// A waitq is a line: whoever came first is served first.
type waitq struct{ first, last *sudog }

// A sudog is one goroutine in one line.
type sudog struct {
	g          unsafe.Pointer // the goroutine
	next, prev *sudog
	elem       unsafe.Pointer // its value, or where it wants one: mostly on its stack
}

func (q waitq) len() int {
	n := 0
	for s := q.first; s != nil; s = s.next {
		n++
	}
	return n
}

// xray reads a channel past its lock. Only a lesson may: what it sees is right
// while nobody uses c, and nowhere promised.
func xray(c chan int) *hchan { return *(**hchan)(unsafe.Pointer(&c)) }

func waiting(c chan int) (receivers, senders int) {
	h := xray(c)
	return h.recvq.len(), h.sendq.len()
}

func show(out io.Writer, when string, c chan int) {
	h := xray(c)
	ring := unsafe.Slice((*int)(h.buf), h.dataqsiz)
	fmt.Fprintf(out, "%s\n  qcount %d  buf %v  sendx %d  recvx %d  recvq %d  sendq %d  closed %d\n",
		when, h.qcount, ring, h.sendx, h.recvx, h.recvq.len(), h.sendq.len(), h.closed)
}
