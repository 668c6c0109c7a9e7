package exercises

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

func TestPriorityWaitsWithoutSpinning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startServe(t, make(chan string), make(chan string), 2)
		f.settled("Both channels are open, no value waits")
		for _, v := range []string{"n1", "u1", "n2", "n3", "u2", "u3", "u4", "u5", "n4"} {
			f.send(v)
			f.mustHandle(v, v+" is sent, and nothing else waits")
			f.end()
			f.settled("Both channels are open, every value was handled")
		}
		f.finish()
	})
}

func TestPriorityTakesTheUrgentValueFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := startServe(t, make(chan string, 4), make(chan string, 4), 100)
		f.send("n1")
		f.mustHandle("n1", "n1 is sent, and nothing else waits")
		for _, v := range []string{"n2", "n3", "u1"} { // while handle runs, the urgent one last
			f.send(v)
		}
		f.settled("handle runs, values wait in both channels")
		f.end()
		f.mustHandle("u1", "While handle ran, n2, n3 and then u1 were sent. handle has returned")
		f.send("u2")
		f.end()
		f.mustHandle("u2", "n2 and n3 are waiting, and while handle ran u2 was sent. handle has returned")
		f.end()
		f.mustHandle("n2", "n2 and n3 are waiting, and nothing urgent. handle has returned")
		f.end()
		f.mustHandle("n3", "Only n3 is waiting. handle has returned")
		f.end()
		f.finish()
	})
}

func TestPriorityKeepsTheOrder(t *testing.T) {
	for _, buffered := range []bool{true, false} {
		for _, patience := range []int{1, 3, 7} {
			synctest.Test(t, func(t *testing.T) {
				want, urgents, normals := busy(patience)
				var urgent, normal chan string
				if buffered {
					urgent, normal = make(chan string, urgents), make(chan string, normals)
				} else {
					urgent, normal = make(chan string), make(chan string)
				}
				offer(urgent, "u", urgents)
				offer(normal, "n", normals)
				settle.Wait()
				f := startServe(t, urgent, normal, patience)
				f.open()
				f.settled("Values were waiting in both channels from the beginning, and both channels are closed")
				f.checkOrder(want, patience)
				f.mustReturn("All values were handled, and both channels are closed")
			})
		}
	}
}

func TestPriorityWithoutNormalValues(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		urgent, normal := make(chan string, 9), make(chan string)
		offer(urgent, "u", 9)
		settle.Wait()
		f := startServe(t, urgent, normal, 2)
		f.open()
		f.settled("Nine urgent values were sent, the urgent channel is closed, the normal one open")
		if n := len(f.handled()); n != 9 {
			close(normal)
			f.t.Fatalf("Nine urgent values wait, no normal one does, patience is 2: %d were handled.\n"+
				"A correct Serve handles them all: patience says when a normal value that waits is next.\n"+
				"Where none waits, urgent ones must not wait for it.", n)
		}
		close(normal)
		f.mustReturn("All values were handled, and both channels are closed")
	})
}

func TestPriorityGoesOnWithTheOtherChannel(t *testing.T) {
	for _, closed := range []string{"urgent", "normal"} {
		synctest.Test(t, func(t *testing.T) {
			f := startServe(t, make(chan string), make(chan string), 2)
			left := "n"
			if closed == "urgent" {
				close(f.urgent)
			} else {
				close(f.normal)
				left = "u"
			}
			when := "The " + closed + " channel is closed, the other is open"
			f.settled(when + ", no value waits")
			if len(f.done) > 0 {
				f.t.Fatalf("%s, and Serve returned.\n"+
					"A correct Serve goes on with the other channel: its values are lost, or its senders blocked,\n"+
					"when nobody receives them.", when)
			}
			for i := range 5 {
				v := fmt.Sprint(left, i+1)
				f.send(v)
				f.mustHandle(v, when+", and "+v+" is sent")
				f.end()
				f.settled(when + ", every value was handled")
			}
			if closed == "urgent" {
				close(f.normal)
			} else {
				close(f.urgent)
			}
			f.mustReturn("The second channel is closed too, and every value was handled")
		})
	}
}

// Values come by chance, the same ones in every run, in quiet times and in busy
// ones. Whenever handle has returned, the rule says which one is next.
func TestPriorityCountsSinceTheLastNormalValue(t *testing.T) {
	for _, patience := range []int{1, 2, 3} {
		synctest.Test(t, func(t *testing.T) {
			const steps = 60
			f := startServe(t, make(chan string, steps), make(chan string, steps), patience)
			chance := rand.New(rand.NewPCG(1, uint64(patience)))
			m := &serveModel{patience: patience}
			f.settled("Both channels are open, no value waits")
			for step, busy := 0, false; step < steps || busy; step++ {
				come := []string{"", "", "u", "u", "u", "un"} // while handle runs
				if !busy {
					come = []string{"u", "u", "n"} // alone: of two at once, either may be next
				}
				if step < steps {
					for _, name := range come[chance.IntN(len(come))] {
						f.send(m.add(string(name)))
					}
				}
				if busy {
					f.end()
				}
				f.settled("handle has returned, or runs with the next value")
				busy = m.next()
				f.checkNext(m)
			}
			f.finish()
		})
	}
}

// A serveModel says which value is next.
type serveModel struct {
	patience       int
	row            int      // urgent values since the last normal one
	urgent, normal []string // that wait
	want           []string // that handle was to be called with until now
	numbers        map[string]int
}

// add returns the value that comes next to the channel of this name.
func (m *serveModel) add(name string) string {
	if m.numbers == nil {
		m.numbers = map[string]int{}
	}
	m.numbers[name]++
	v := fmt.Sprint(name, m.numbers[name])
	if name == "u" {
		m.urgent = append(m.urgent, v)
	} else {
		m.normal = append(m.normal, v)
	}
	return v
}

// next takes the next value, if there is one.
func (m *serveModel) next() bool {
	switch {
	case len(m.normal) > 0 && (m.row >= m.patience || len(m.urgent) == 0):
		m.want, m.normal, m.row = append(m.want, m.normal[0]), m.normal[1:], 0
	case len(m.urgent) > 0:
		m.want, m.urgent, m.row = append(m.want, m.urgent[0]), m.urgent[1:], m.row+1
	default:
		return false
	}
	return true
}

// busy says in which order values are to be handled that all wait from the
// beginning, ten times patience urgent and 15 normal ones.
func busy(patience int) (want []string, urgents, normals int) {
	urgents, normals = 10*patience, 15
	u, n := 0, 0
	for u < urgents || n < normals {
		for range patience {
			if u < urgents {
				u++
				want = append(want, fmt.Sprint("u", u))
			}
		}
		if n < normals {
			n++
			want = append(want, fmt.Sprint("n", n))
		}
	}
	return want, urgents, normals
}

// offer sends n values and closes c when all were received: each value has its
// own sender where c has no room for them.
func offer(c chan string, name string, n int) {
	if cap(c) >= n {
		for i := range n {
			c <- fmt.Sprint(name, i+1)
		}
		close(c)
		return
	}
	var senders sync.WaitGroup
	for i := range n {
		senders.Go(func() { c <- fmt.Sprint(name, i+1) })
		settle.Wait() // first come, first served
	}
	go func() {
		senders.Wait()
		close(c)
	}()
}

// A serveCall is a call of Serve in progress. handle returns when the test lets
// it.
type serveCall struct {
	t              *testing.T
	urgent, normal chan string
	gate           chan struct{} // lets handle return
	done           chan struct{} // holds a value when Serve has returned

	mu      sync.Mutex // guards what follows
	values  []string   // that handle was called with
	running int        // calls of handle in progress
	zero    bool       // handle was called with a value that nobody sent
}

// startServe calls Serve.
func startServe(t *testing.T, urgent, normal chan string, patience int) *serveCall {
	f := &serveCall{
		t: t, urgent: urgent, normal: normal,
		gate: make(chan struct{}, 1), done: make(chan struct{}, 1),
	}
	go func() {
		Serve(urgent, normal, patience, f.handle)
		f.done <- struct{}{}
	}()
	return f
}

func (f *serveCall) handle(v string) {
	f.mu.Lock()
	f.values = append(f.values, v)
	f.running++
	f.zero = f.zero || v == ""
	f.mu.Unlock()
	if v == "" {
		runtime.Goexit() // or it would come again and again
	}
	<-f.gate
	f.mu.Lock()
	f.running--
	f.mu.Unlock()
}

// send sends a value, urgent or normal by its name.
func (f *serveCall) send(v string) {
	f.t.Helper()
	c := f.normal
	if v[0] == 'u' {
		c = f.urgent
	}
	if cap(c) > 0 {
		c <- v
		return
	}
	sent := make(chan struct{}, 1)
	go func() {
		c <- v
		sent <- struct{}{}
	}()
	f.settled(v + " is sent, and nothing else waits")
	if len(sent) == 0 {
		settle.GiveUp(f.t, v+" is sent, nothing else waits, and Serve does not receive it.\n"+
			"A correct Serve waits for both channels at the same time: one that waits for the other,\n"+
			"or sleeps, keeps this one waiting.")
	}
}

// end lets one call of handle return.
func (f *serveCall) end() { f.gate <- struct{}{} }

// open lets all calls of handle return at once.
func (f *serveCall) open() { close(f.gate) }

// handled returns what handle was called with until now.
func (f *serveCall) handled() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.values)
}

// settled returns when nothing can go on.
func (f *serveCall) settled(when string) {
	f.t.Helper()
	calm := settle.Settles()
	f.mu.Lock()
	zero, running := f.zero, f.running
	f.mu.Unlock()
	switch {
	case zero:
		settle.GiveUp(f.t, when+", and handle was called with a value that nobody sent.\n"+
			"A correct Serve looks whether a receive gave a value: a closed channel is always ready,\n"+
			"and gives zero values without end. v, ok := <-c tells the two apart.")
	case !calm:
		settle.GiveUp(f.t, when+", and a goroutine goes round and round without ever blocking.\n"+
			"A correct Serve waits in a select without a default when there is nothing to do, and a channel\n"+
			"that is closed is not asked again: it is always ready, so a select with it never waits.")
	case running > 1:
		settle.GiveUp(f.t, when+", and handle runs twice at the same time.\n"+
			"A correct Serve calls it again when it has returned: handle need not bear more, and an urgent\n"+
			"value that comes meanwhile must find the next place free.")
	}
}

// mustHandle fails the test unless handle was called with v and nothing after.
func (f *serveCall) mustHandle(v, when string) {
	f.t.Helper()
	f.settled(when)
	values := f.handled()
	if n := len(values); n == 0 || values[n-1] != v {
		settle.GiveUp(f.t, fmt.Sprintf("%s: handle is to be called with %s, and the calls so far were %v.\n"+
			"A correct Serve looks at both channels when it is free: urgent first, and what is there at once.", when, v, values))
	}
}

// checkOrder fails the test unless the values were handled in this order.
func (f *serveCall) checkOrder(want []string, patience int) {
	f.t.Helper()
	got := f.handled()
	if slices.Equal(got, want) {
		return
	}
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	if i == len(got) {
		settle.GiveUp(f.t, fmt.Sprintf("%d values waited in both channels from the beginning, and only %d were handled.\n"+
			"A correct Serve handles every value: it ends when both channels are closed and empty, not\n"+
			"earlier, and waits for no value while there is another.", len(want), len(got)))
	}
	next := func(values []string) string {
		return strings.Join(values[i:min(i+6, len(values))], " ")
	}
	settle.GiveUp(f.t, fmt.Sprintf("Values waited in both channels from the beginning, patience is %d. After %d values came\n"+
		"%s, want %s.\n"+
		"A correct Serve takes patience urgent values, then a normal one, as long as both wait: a select\n"+
		"picks at random among the cases that are ready, and urgent always first starves the others.",
		patience, i, next(got), next(want)))
}

// checkNext fails the test unless the values were handled as the model says.
func (f *serveCall) checkNext(m *serveModel) {
	f.t.Helper()
	got := f.handled()
	if slices.Equal(got, m.want) {
		return
	}
	last := func(values []string) string {
		from := max(0, len(m.want)-m.patience-4)
		return strings.Join(values[min(from, len(values)):], " ")
	}
	settle.GiveUp(f.t, fmt.Sprintf("Values came one by one, patience is %d. The last ones were %s: want %s.\n"+
		"A correct Serve counts the urgent values since the last normal one, also while no normal one\n"+
		"waits; only a normal value sets the count to 0. From patience on, a normal one that waits is next,\n"+
		"however late it came.", m.patience, last(got), last(m.want)))
}

// finish closes both channels; Serve must return.
func (f *serveCall) finish() {
	f.t.Helper()
	close(f.urgent)
	close(f.normal)
	f.mustReturn("Both channels are closed, and every value was handled")
}

// mustReturn fails the test unless Serve has returned.
func (f *serveCall) mustReturn(when string) {
	f.t.Helper()
	f.settled(when)
	if len(f.done) == 0 {
		f.t.Fatalf("deadlock: %s, and Serve has not returned.\n"+
			"A correct Serve leaves its loop when both channels are closed: where all channels of a select are\n"+
			"nil it waits for ever.", when)
	}
}
