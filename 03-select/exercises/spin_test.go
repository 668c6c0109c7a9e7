package exercises

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

func TestSpinWaitsWhileBothInputsAreSilent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := startMerge(t)
		m.silent("Both inputs are open, and no value comes")
		for _, v := range []string{"b1", "a1", "b2", "b3", "a2"} {
			m.send(v)
			m.mustGet(v, v+" was sent, the other input is open and silent")
			m.silent("Both inputs are open, and every value was received")
		}
		m.finish("a", "b")
	})
}

func TestSpinWaitsWhenOneInputIsClosed(t *testing.T) {
	for _, c := range [][2]string{{"a", "b"}, {"b", "a"}} {
		first, second := c[0], c[1]
		synctest.Test(t, func(t *testing.T) {
			m := startMerge(t)
			m.send(first + "1")
			m.mustGet(first+"1", first+"1 was sent, the other input is open and silent")
			close(m.inputs[first])
			when := "Input " + first + " is closed, " + second + " is open"
			m.silent(when + " and silent")
			for i := range 3 {
				v := fmt.Sprint(second, i+1)
				m.send(v)
				m.mustGet(v, when+", and "+v+" was sent")
				m.silent(when + " and silent again")
			}
			close(m.inputs[second])
			m.mustEnd()
		})
	}
}

func TestSpinWaitsWhileNobodyReceives(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := startMerge(t)
		for _, v := range []string{"a1", "b1"} {
			go func() { m.inputs[v[:1]] <- v }()
		}
		m.settled("Both inputs have a value, and nobody receives")
		got := []string{m.get("Both inputs have a value"), m.get("Both inputs have a value")}
		if slices.Sort(got); !slices.Equal(got, []string{"a1", "b1"}) {
			settle.GiveUp(t, fmt.Sprintf("a1 and b1 were sent while nobody received; later %v was received.\n"+
				"A correct Merge waits with a value until somebody receives it: it drops none.", got))
		}
		m.finish("b", "a")
	})
}

func TestSpinLosesNothing(t *testing.T) {
	for _, first := range []string{"a", "b", "both"} {
		synctest.Test(t, func(t *testing.T) {
			const n = 20
			a, b := make(chan string, n), make(chan string, n)
			want := map[string][]string{}
			for i := range n {
				for name, c := range map[string]chan string{"a": a, "b": b} {
					v := fmt.Sprint(name, i+1)
					want[name] = append(want[name], v)
					c <- v
				}
			}
			m := &mergeCall{t: t, inputs: map[string]chan string{"a": a, "b": b}}
			if first != "b" { // closed with values in it
				close(a)
			}
			if first != "a" {
				close(b)
			}
			m.out = Merge(a, b)
			got := map[string][]string{}
			for range 2 * n {
				v := m.get("Values wait in both inputs, which may be closed already")
				got[v[:1]] = append(got[v[:1]], v)
			}
			for _, name := range []string{"a", "b"} {
				if !slices.Equal(got[name], want[name]) {
					settle.GiveUp(t, fmt.Sprintf("Input %s held %s;\nof these the output gave %s.\n"+
						"A correct Merge hands on every value of each input once, in its order: a closed channel\n"+
						"first gives what it holds.", name, strings.Join(want[name], " "), strings.Join(got[name], " ")))
				}
			}
			if first == "a" {
				close(b)
			}
			if first == "b" {
				close(a)
			}
			m.mustEnd()
		})
	}
}

func TestSpinHandsOnZeroValues(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := make(chan int, 3), make(chan int, 3)
		for range 3 {
			a <- 0
			b <- 0
		}
		close(a)
		close(b)
		out := Merge(a, b)
		got := 0
		for range out {
			if got++; got > 6 {
				break
			}
		}
		if got != 6 {
			t.Errorf("Each input held three zeros and was closed, and the output gave %d values: want 6.\n"+
				"A correct Merge asks whether a receive gave a value, and not which: a zero that somebody sent is a\n"+
				"value, and only v, ok := <-c tells it from the zero of a closed channel.", got)
		}
	})
}

func TestSpinEndsWhenBothInputsCloseTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { startMerge(t).finish("b", "a") })
	synctest.Test(t, func(t *testing.T) {
		a, b := make(chan string), make(chan string)
		close(a)
		close(b)
		m := &mergeCall{t: t, out: Merge(a, b)}
		m.mustEnd()
	})
}

// A mergeCall is what a test knows of a call of Merge.
type mergeCall struct {
	t      *testing.T
	inputs map[string]chan string // named a and b
	out    <-chan string
}

// startMerge merges two open channels.
func startMerge(t *testing.T) *mergeCall {
	m := &mergeCall{t: t, inputs: map[string]chan string{"a": make(chan string), "b": make(chan string)}}
	returned := make(chan struct{}, 1)
	go func() {
		m.out = Merge(m.inputs["a"], m.inputs["b"])
		returned <- struct{}{}
	}()
	m.settled("Both inputs are open, and no value comes")
	if len(returned) == 0 {
		settle.GiveUp(t, "Merge has not returned.\n"+
			"A correct Merge returns its output at once and leaves the work to a goroutine:\n"+
			"how else should anybody receive?")
	}
	<-returned
	return m
}

// settled returns when nothing can go on.
func (m *mergeCall) settled(when string) {
	m.t.Helper()
	if !settle.Settles() {
		settle.GiveUp(m.t, when+", and a goroutine of Merge goes round and round without ever blocking.\n"+
			"A correct Merge waits when there is nothing to do. A select waits if it has no default and none\n"+
			"of its channels is ready, and a closed channel is always ready: this loop burns a whole core.")
	}
}

// silent fails the test if Merge spins, or sends what nobody sent it.
func (m *mergeCall) silent(when string) {
	m.t.Helper()
	m.settled(when)
	select {
	case v, ok := <-m.out:
		if !ok {
			settle.GiveUp(m.t, when+", and the output was closed.\n"+
				"A correct Merge goes on until both inputs are closed: what the other one has to say would be\n"+
				"lost, and its sender blocked.")
		}
		settle.GiveUp(m.t, fmt.Sprintf("%s, and the output gives %q, which nobody sent.\n"+
			"A correct Merge looks whether a receive gave a value: a closed channel gives zero values\n"+
			"without end. v, ok := <-c tells the two apart.", when, v))
	default:
	}
}

// send sends a value to the input that its name begins with.
func (m *mergeCall) send(v string) {
	m.t.Helper()
	sent := make(chan struct{}, 1)
	go func() {
		m.inputs[v[:1]] <- v
		sent <- struct{}{}
	}()
	m.settled(v + " was sent")
	if len(sent) == 0 {
		settle.GiveUp(m.t, v+" was sent, nobody else sends, and Merge does not receive it.\n"+
			"A correct Merge waits for both inputs at the same time: one that waits for the other input,\n"+
			"or sleeps between two looks, keeps this one waiting.")
	}
}

// get receives the next value.
func (m *mergeCall) get(when string) string {
	m.t.Helper()
	type received struct {
		v  string
		ok bool
	}
	next := make(chan received, 1)
	go func() {
		v, ok := <-m.out
		next <- received{v, ok}
	}()
	m.settled(when + ", and somebody receives")
	if len(next) == 0 {
		settle.GiveUp(m.t, when+", somebody receives from the output, and nothing comes.\n"+
			"A correct Merge hands on each value as soon as somebody takes it, and loses none.")
	}
	r := <-next
	if !r.ok {
		settle.GiveUp(m.t, when+", and the output was closed.\n"+
			"A correct Merge closes it when both inputs are closed and every value was handed on.")
	}
	if r.v == "" {
		settle.GiveUp(m.t, when+", and the output gives an empty value, which nobody sent.\n"+
			"A correct Merge looks whether a receive gave a value: a closed channel gives zero values\n"+
			"without end. v, ok := <-c tells the two apart.")
	}
	return r.v
}

// mustGet fails the test unless the next value is v.
func (m *mergeCall) mustGet(v, when string) {
	m.t.Helper()
	if got := m.get(when); got != v {
		settle.GiveUp(m.t, fmt.Sprintf("%s, and the output gave %q.\n"+
			"A correct Merge hands on the values as they come.", when, got))
	}
}

// finish closes the inputs in this order; then the output must close.
func (m *mergeCall) finish(first, second string) {
	m.t.Helper()
	close(m.inputs[first])
	close(m.inputs[second])
	m.mustEnd()
}

// mustEnd fails the test unless the output is closed.
func (m *mergeCall) mustEnd() {
	m.t.Helper()
	m.settled("Both inputs are closed")
	select {
	case v, ok := <-m.out:
		if ok {
			settle.GiveUp(m.t, fmt.Sprintf("Both inputs are closed, every value was received, and the output gives %q.\n"+
				"A correct Merge looks whether a receive gave a value: a closed channel gives zero values\n"+
				"without end. v, ok := <-c tells the two apart.", v))
		}
	default:
		m.t.Fatalf("deadlock: Both inputs are closed, every value was received, and the output is still open.\n" +
			"A correct Merge closes it, at once and without sleeping first: whoever ranges over the output\n" +
			"waits for that.")
	}
}
