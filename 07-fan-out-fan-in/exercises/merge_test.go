package exercises

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

func TestMergeDeliversFromWhicheverChannel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := startMerge(t, make([]int, 3)...)
		for _, i := range []int{2, 0, 1, 1, 2, 0} {
			m.send(i)
			m.mustGetFrom(i, fmt.Sprintf("A value was sent to channel %d, the others are open and silent", i))
		}
		// ctx is never cancelled: that all channels are closed must be enough.
		for closed, i := range []int{1, 0, 2} {
			m.close(i)
			if closed == 2 {
				break
			}
			when := fmt.Sprintf("%d of 3 channels are closed", closed+1)
			m.send(2)
			m.mustGetFrom(2, when+", and a value was sent to another one")
			m.mustBeSilent(when + ", the others are silent")
		}
		m.mustBeClosed("All channels were closed, and all values received")
	})
}

func TestMergeDeliversEverything(t *testing.T) {
	for _, c := range []struct {
		held        []int // values that lie in each channel
		closedFirst int   // so many are closed before the call
	}{{[]int{5}, 1}, {[]int{3, 0, 8, 1}, 4}, {[]int{3, 0, 8, 1}, 2}, {[]int{4, 6, 2}, 0}, {slices.Repeat([]int{1}, 40), 20}} {
		synctest.Test(t, func(t *testing.T) {
			m := newMergeCall(t, c.held...)
			for i := range c.closedFirst {
				m.close(i)
			}
			m.call()
			all := 0
			for _, n := range c.held {
				all += n
			}
			for got := range all {
				m.get(fmt.Sprintf("The channels held %d values, %d were received", all, got))
			}
			for i := c.closedFirst; i < len(c.held); i++ {
				m.close(i)
			}
			m.mustBeClosed("All channels were closed, and all values received")
		})
	}
}

func TestMergeOfNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		startMerge(t).mustBeClosed("Merge was called without channels")
	})
	synctest.Test(t, func(t *testing.T) {
		m := newMergeCall(t, 0, 0)
		m.close(0)
		m.close(1)
		m.call()
		m.mustBeClosed("Both channels were closed, and empty, when Merge was called")
	})
}

// Forwarders that end at the same time, in an order that nothing decides.
func TestMergeOfChannelsThatCloseTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ins := make([]<-chan mergeValue, 50)
		for i := range ins {
			in := make(chan mergeValue)
			close(in)
			ins[i] = in
		}
		for range 60 {
			select {
			case v, ok := <-Merge(context.Background(), ins...):
				if ok {
					settle.GiveUp(t, fmt.Sprintf("All channels were closed, and empty, and %v was received.\n"+
						"A correct Merge looks whether a receive gave a value: a closed channel gives zero values.", v))
				}
			case <-time.After(time.Hour): // when everybody waits
				settle.GiveUp(t, "deadlock: All channels were closed, and empty, and the output is still open.\n"+
					"Forwarders may end at the same time. A correct Merge knows the last of them all the same: a count\n"+
					"that is lowered, and then read, is two steps, and between them others take theirs.")
			}
		}
	})
}

func TestMergeDoesNotRunAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const each = 6
		m := startMerge(t, each, each, each)
		for range 3 * each {
			m.settled("All channels hold values, and nobody receives")
			for i, in := range m.ins {
				if taken := each - len(in); taken > m.got[i]+1 {
					settle.GiveUp(m.t, fmt.Sprintf("Merge has taken %d values from channel %d, and %d of these were received from its own.\n"+
						"A correct Merge holds at most one value of each channel: so whoever sends feels it when nobody\n"+
						"receives, and no values pile up.", taken, i, m.got[i]))
				}
			}
			m.get("All channels hold values")
		}
		for i := range m.ins {
			m.close(i)
		}
		m.mustBeClosed("All channels were closed, and all values received")
	})
}

func TestMergeLeavesNothingBehindWhenCancelled(t *testing.T) {
	for _, c := range mergeEnds {
		// Nobody receives, neither before ctx ends nor after, and the channels
		// stay open: what Merge started must end all the same.
		synctest.Test(t, func(t *testing.T) {
			m := startMerge(t, c.held...)
			for range c.received {
				m.get("The channels hold values")
			}
			m.settled(c.when)
			m.cancel()
		})
	}
}

func TestMergeClosesWhenCancelled(t *testing.T) {
	for _, c := range mergeEnds {
		synctest.Test(t, func(t *testing.T) {
			m := startMerge(t, c.held...)
			for range c.received {
				m.get("The channels hold values")
			}
			m.settled(c.when)
			m.cancel()
			m.mustBeClosed(c.when + ", and ctx was cancelled")
		})
	}
}

var mergeEnds = []struct {
	when     string
	held     []int
	received int
}{
	{"All channels are open and silent", []int{0, 0, 0}, 0},
	{"All channels are open and silent, after some values", []int{1, 0, 2}, 3},
	{"Some channels hold values, and nobody receives", []int{3, 0, 3}, 0},
	{"Some channels hold values, and nobody receives any more", []int{4, 4, 0}, 3},
}

func TestMergeTakesNoMoreWhenCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := startMerge(t, slices.Repeat([]int{3}, 30)...)
		before := m.taken()
		m.cancel()
		if now := m.taken(); now > before {
			settle.GiveUp(m.t, fmt.Sprintf("Nobody receives, and Merge had taken %d values. ctx was cancelled, and it took %d more.\n"+
				"A correct Merge drops what it holds and takes nothing in its place: it would be lost. A break in\n"+
				"a select leaves the select, and a continue goes on with the loop; a return ends the forwarder.",
				before, now-before))
		}
	})
}

// A select that can go on in two ways takes either, so a value of each channel may be
// lost, and there are many channels.
func TestMergeWithAContextThatHasEnded(t *testing.T) {
	for _, held := range [][]int{{3, 0}, slices.Repeat([]int{3}, 30)} {
		synctest.Test(t, func(t *testing.T) {
			m := newMergeCall(t, held...)
			m.cancel()
			m.call()
			for i, in := range m.ins {
				if taken := m.sent[i] - len(in); taken > 1 {
					settle.GiveUp(m.t, fmt.Sprintf("ctx was cancelled before Merge was called, nobody receives, and it took %d values from channel %d.\n"+
						"A correct Merge leaves them where they are: what it takes and drops is lost, and whoever made the\n"+
						"channel may still want it.", taken, i))
				}
			}
			m.mustBeClosed("ctx was cancelled before Merge was called, and channels hold values")
		})
	}
}

// A mergeValue says from which channel it came, and as which one.
type mergeValue struct{ channel, number int }

func (v mergeValue) String() string { return fmt.Sprintf("%d:%d", v.channel, v.number) }

// A mergeCall is a call of Merge.
type mergeCall struct {
	t      *testing.T
	ctx    context.Context
	cancel context.CancelFunc
	ins    []chan mergeValue
	out    <-chan mergeValue
	sent   []int // values sent to each channel
	got    []int // values of each channel that were received
}

// newMergeCall makes channels that hold so many values.
func newMergeCall(t *testing.T, held ...int) *mergeCall {
	m := &mergeCall{t: t, sent: slices.Clone(held), got: make([]int, len(held))}
	ctx, cancel := context.WithCancel(context.Background())
	m.ctx, m.cancel = ctx, func() { // looks, or a test that ends with it would wait for a Merge that spins
		cancel()
		m.settled("ctx was cancelled")
	}
	for i, n := range held {
		in := make(chan mergeValue, n)
		for number := range n {
			in <- mergeValue{i, number}
		}
		m.ins = append(m.ins, in)
	}
	return m
}

// startMerge calls Merge with channels that hold so many values, and returns when
// nothing can go on before somebody sends or receives.
func startMerge(t *testing.T, held ...int) *mergeCall {
	t.Helper()
	m := newMergeCall(t, held...)
	m.call()
	return m
}

func (m *mergeCall) call() {
	m.t.Helper()
	ins := make([]<-chan mergeValue, len(m.ins))
	for i, in := range m.ins {
		ins[i] = in
	}
	returned := make(chan (<-chan mergeValue), 1)
	go func() { returned <- Merge(m.ctx, ins...) }()
	m.settled("Nobody receives yet")
	if len(returned) == 0 {
		settle.GiveUp(m.t, "deadlock: Merge does not return, and nobody can receive before it has returned its channel.\n"+
			"A correct Merge returns at once: goroutines of its own forward the values, and another one, not\n"+
			"the caller's, waits for their end.")
	}
	if m.out = <-returned; m.out == nil {
		settle.GiveUp(m.t, "Merge returned a nil channel. Whoever receives from that waits for ever.")
	}
}

// taken returns how many of the values that were sent are no longer in the channels.
func (m *mergeCall) taken() int {
	taken := 0
	for i, in := range m.ins {
		taken += m.sent[i] - len(in)
	}
	return taken
}

// settled returns when nothing can go on.
func (m *mergeCall) settled(when string) {
	m.t.Helper()
	settle.Calm(m.t, when)
}

// send starts a goroutine that sends the next value to channel i.
func (m *mergeCall) send(i int) {
	v := mergeValue{i, m.sent[i]}
	m.sent[i]++
	go func() { m.ins[i] <- v }()
}

func (m *mergeCall) close(i int) { close(m.ins[i]) }

// get receives a value, which must be the next one of its channel.
func (m *mergeCall) get(when string) mergeValue {
	m.t.Helper()
	m.settled(when)
	select {
	case v, ok := <-m.out:
		if !ok {
			settle.GiveUp(m.t, when+", and the output is closed.\n"+
				"A correct Merge closes it when all channels are closed and every value was received: the first\n"+
				"one that ends says nothing about the others, whose values are lost, and their senders blocked.")
		}
		if v.number != m.got[v.channel] {
			settle.GiveUp(m.t, fmt.Sprintf("%s, and value number %d of channel %d was received, want its number %d.\n"+
				"A correct Merge delivers every value once, and those of one channel in their order.",
				when, v.number, v.channel, m.got[v.channel]))
		}
		m.got[v.channel]++
		return v
	default:
		if m.later() {
			settle.GiveUp(m.t, when+", and there was nothing to receive; some time later there was.\n"+
				"A correct Merge hands a value on as soon as it has come: it waits for it in a select, and does not\n"+
				"sleep between two looks.")
		}
		settle.GiveUp(m.t, fmt.Sprintf("%s, and there is nothing to receive.\n"+
			"Sent and not received: %s.\n"+
			"A correct Merge waits for all of them at the same time, and holds a value until somebody receives it.\n"+
			"One that reads the channels one after the other keeps the later ones, and their senders, waiting\n"+
			"until the first is closed; one that ends with a channel leaves the others alone.", when, m.missing()))
	}
	panic("unreachable")
}

// later reports whether something can be received when the clock has gone on.
func (m *mergeCall) later() bool {
	time.Sleep(time.Second)
	settle.Settles()
	select {
	case <-m.out:
		return true
	default:
		return false
	}
}

// missing says which values were sent and not received.
func (m *mergeCall) missing() string {
	var missing []string
	for i := range m.ins {
		if n := m.sent[i] - m.got[i]; n > 0 {
			missing = append(missing, fmt.Sprintf("%d of channel %d", n, i))
		}
	}
	return strings.Join(missing, ", ")
}

// mustGetFrom receives a value, which must be one of channel i.
func (m *mergeCall) mustGetFrom(i int, when string) {
	m.t.Helper()
	if v := m.get(when); v.channel != i {
		settle.GiveUp(m.t, fmt.Sprintf("%s, and a value of channel %d was received.", when, v.channel))
	}
}

// mustBeSilent fails the test if there is something to receive.
func (m *mergeCall) mustBeSilent(when string) {
	m.t.Helper()
	m.settled(when)
	select {
	case v, ok := <-m.out:
		if !ok {
			settle.GiveUp(m.t, when+", and the output is closed.\n"+
				"A correct Merge goes on until all channels are closed: the values of the others would be lost.")
		}
		settle.GiveUp(m.t, fmt.Sprintf("%s, and %v was received, which nobody has sent.\n"+
			"A correct Merge looks whether a receive gave a value: a closed channel gives zero values.", when, v))
	default:
	}
}

// mustBeClosed fails the test unless the output is closed.
func (m *mergeCall) mustBeClosed(when string) {
	m.t.Helper()
	m.settled(when)
	select {
	case v, ok := <-m.out:
		if ok {
			settle.GiveUp(m.t, fmt.Sprintf("%s, and %v was received.\n"+
				"A correct Merge closes the output then: nothing comes any more.", when, v))
		}
	default:
		if m.later() {
			settle.GiveUp(m.t, when+", and the output was still open; it was closed, or gave a value, some time later.\n"+
				"A correct Merge closes it at once: whoever waits there sleeps neither before nor between two looks.")
		}
		settle.GiveUp(m.t, "deadlock: "+when+", and the output is still open.\n"+
			"Whoever ranges over it waits for ever. A correct Merge closes it when no goroutine of its own\n"+
			"will send any more: somebody has to wait for the last of them.")
	}
}
