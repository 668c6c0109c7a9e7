package timeline

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/lesson"
)

func TestReadSaysWhatIsWrong(t *testing.T) {
	whole := record(t, func() {})
	flipped := bytes.Clone(whole)
	for i := 40; i < len(flipped); i += 3 {
		flipped[i] ^= 0x5a
	}
	tests := []struct {
		name string
		data []byte
		want error
		text string
	}{
		{"nothing", nil, ErrEmpty, "the trace is empty"},
		{"a header alone", whole[:16], ErrEmpty, "header and no events"},
		{"another file", []byte("package main\n\nfunc main() {}\n"), ErrNoTrace, `begins with "package main`},
		{"a short file", []byte("go"), ErrNoTrace, `begins with "go"`},
		{"an old trace", []byte("go 1.11 trace\x00\x00\x00 and so on"), ErrNoTrace, "Go 1.22 or later"},
		{"half a trace", whole[:len(whole)/2], ErrTruncated, "ends before the program did"},
		{"nonsense", flipped, ErrMalformed, "the trace is damaged"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m, err := Read(bytes.NewReader(test.data))
			require.ErrorIs(t, err, test.want)
			require.ErrorContains(t, err, test.text)
			require.NotContains(t, err.Error(), "\n")
			require.Nil(t, m, "nothing can be read of it")
		})
	}
}

func TestReadPassesOnTheReadersError(t *testing.T) {
	broken := errors.New("disk on fire")
	_, err := Read(iotest.ErrReader(broken))
	require.ErrorIs(t, err, broken)
}

// panicky reads a header and then panics, as the trace package may do.
type panicky struct{ header string }

func (p *panicky) Read(buf []byte) (int, error) {
	if p.header == "" {
		panic("id out of range")
	}
	n := copy(buf, p.header)
	p.header = p.header[n:]
	return n, nil
}

func TestReadTurnsPanicsIntoErrors(t *testing.T) {
	m, err := Read(&panicky{"go 1.26 trace\x00\x00\x00"})
	require.Nil(t, m)
	require.ErrorIs(t, err, ErrMalformed)
	require.ErrorContains(t, err, "the trace contradicts itself: id out of range")
}

// twoGenerations traces a program that the tracer makes two generations of.
func twoGenerations(t *testing.T) []byte {
	t.Helper()
	return record(t, func() {
		lesson.Note("first")
		advance(t)
		lesson.Note("second")
	})
}

func TestReadKeepsWhatCameBeforeTheCut(t *testing.T) {
	data := twoGenerations(t)
	m, err := Read(bytes.NewReader(data))
	require.NoError(t, err)
	require.Len(t, m.Notes, 2)
	require.Empty(t, m.Cut)
	require.Less(t, m.Length, time.Minute, "times count from the beginning")
	require.Less(t, m.Regions[0].End, m.Length)
	var system []string
	for _, g := range m.Goroutines {
		if g.System {
			system = append(system, g.Name)
		}
	}
	require.Contains(t, strings.Join(system, " "), "trace.", "the tracer's own goroutines are told apart")

	m, err = Read(bytes.NewReader(data[:len(data)-20]))
	require.ErrorIs(t, err, ErrTruncated)
	require.NotNil(t, m)
	require.Equal(t, err.Error(), m.Cut)
	require.Len(t, m.Notes, 1)
	require.Equal(t, "first", m.Notes[0].Text)
	require.Equal(t, m.Length, m.Regions[0].End, "nobody saw its end")
}

func TestReadKeepsWhatCameBeforeTheDamage(t *testing.T) {
	data := twoGenerations(t)
	at := bytes.LastIndex(data, []byte("second"))
	require.Positive(t, at)
	damaged := bytes.Clone(data)
	for i := at - 400; i < at; i++ {
		damaged[i] = 0xff
	}
	m, err := Read(bytes.NewReader(damaged))
	require.Error(t, err)
	require.NotNil(t, m)
	require.Equal(t, err.Error(), m.Cut)
	require.Equal(t, "first", m.Notes[0].Text)
}

func TestReadTakesATraceOfSeveralGenerationsForOneExecution(t *testing.T) {
	hold := make(chan int)
	m := watch(t, func() {
		var wg sync.WaitGroup
		wg.Go(func() {
			lesson.Name("waiter")
			<-hold
		})
		untilBlocked("TestReadTakesATrace", "chan receive")
		advance(t)
		advance(t)
		hold <- 1
		wg.Wait()
		untilGone("TestReadTakesATrace")
	})
	_, g := m.named(t, "waiter")
	require.Equal(t, []State{Receive}, g.waits(), "the tracer's repeated status is no new wait")
	require.True(t, g.Ended)
	seen := make(map[string]bool)
	for _, stack := range m.Stacks {
		key := fmt.Sprint(stack)
		require.False(t, seen[key], "stacks are kept once, not once a generation")
		seen[key] = true
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("go 1.26 trace\x00\x00\x00"))
	f.Add(record(f, func() {}))
	f.Add(record(f, func() {
		var wg sync.WaitGroup
		c := make(chan int)
		wg.Go(func() { lesson.Sent("c", 1); c <- 1 })
		wg.Go(func() { lesson.Received("c", <-c) })
		wg.Wait()
		advance(f)
		lesson.Note(strings.Repeat("x", 100))
	}))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Read(bytes.NewReader(data))
		if m == nil {
			require.Error(t, err)
			return
		}
		m = m.Program()
		require.NoError(t, SVG(io.Discard, m, PictureOptions{}))
		require.NoError(t, HTML(io.Discard, m, PageOptions{}))
	})
}
