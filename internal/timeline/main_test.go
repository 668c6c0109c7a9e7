package timeline

import (
	"bytes"
	"io"
	"runtime"
	"runtime/trace"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/internal/lesson"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// record runs f and returns its trace.
func record(t testing.TB, f func()) []byte {
	t.Helper()
	if trace.IsEnabled() {
		t.Skip("this test binary is being traced itself")
	}
	var b bytes.Buffer
	require.NoError(t, trace.Start(&b))
	defer trace.Stop()
	trace.WithRegion(t.Context(), lesson.Region, f)
	trace.Stop()
	return b.Bytes()
}

// watch runs f and returns what it did.
func watch(t testing.TB, f func()) *Model {
	t.Helper()
	m, err := Read(bytes.NewReader(record(t, f)))
	require.NoError(t, err)
	m, err = m.Clip(lesson.Region)
	require.NoError(t, err)
	return m
}

// advance makes the tracer complete a generation, as it does by itself once a
// second: a snapshot of a flight recorder needs one.
func advance(t testing.TB) {
	t.Helper()
	recorder := trace.NewFlightRecorder(trace.FlightRecorderConfig{})
	require.NoError(t, recorder.Start())
	_, err := recorder.WriteTo(io.Discard)
	require.NoError(t, err)
	recorder.Stop()
}

// named returns the goroutine with this name.
func (m *Model) named(t testing.TB, name string) (int32, *Goroutine) {
	t.Helper()
	var names []string
	for i := range m.Goroutines {
		if m.Goroutines[i].Name == name {
			return int32(i), &m.Goroutines[i]
		}
		names = append(names, m.Goroutines[i].Name)
	}
	require.Failf(t, "no such goroutine", "%q is not one of %q", name, names)
	return None, nil
}

// waits returns the states of a goroutine's waits, but for those that the
// runtime put it in.
func (g *Goroutine) waits() []State {
	var states []State
	for _, s := range g.Spans {
		if s.State.Waiting() && s.State != Waiting && s.State != Collector {
			states = append(states, s.State)
		}
	}
	return states
}

// untilBlocked returns when a goroutine other than the testing package's runs
// a function of this name and waits for reason, in the words of a goroutine
// dump.
func untilBlocked(fn, reason string) {
	buf := make([]byte, 1<<20)
	for {
		for record := range strings.SplitSeq(string(buf[:runtime.Stack(buf, true)]), "\n\n") {
			head, _, _ := strings.Cut(record, "\n")
			if strings.Contains(head, "["+reason) && strings.Contains(record, fn) && !strings.Contains(record, "testing.(*T).Run(") {
				return
			}
		}
		runtime.Gosched()
	}
}

// untilGone returns when no goroutine but the caller runs a function of this
// name. A goroutine that has called Done has not ended yet.
func untilGone(fn string) {
	buf := make([]byte, 1<<20)
	for {
		dump := string(buf[:runtime.Stack(buf, true)])
		_, others, _ := strings.Cut(dump, "\n\n")
		found := false
		for record := range strings.SplitSeq(others, "\n\n") {
			found = found || strings.Contains(record, fn) && !strings.Contains(record, "testing.(*T).Run(")
		}
		if !found {
			return
		}
		runtime.Gosched()
	}
}
