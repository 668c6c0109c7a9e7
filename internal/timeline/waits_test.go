package timeline

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLongestWaitsAddUp(t *testing.T) {
	m := &Model{
		Frames: []Frame{
			{Func: "runtime.chanrecv1", File: "chan.go", Line: 1},
			{Func: "main.a", File: "a.go", Line: 7},
			{Func: "main.b", File: "b.go", Line: 8},
			{Func: "main.main", File: "a.go", Line: 20},
		},
		Stacks: []Stack{{0, 1}, {0, 1, 3}, {2}}, // two ways to line 7
		Goroutines: []Goroutine{
			{End: 100, Spans: []Span{
				{Start: 0, State: Receive, Stack: 0},
				{Start: 10, State: Ready, Stack: None},
				{Start: 20, State: Receive, Stack: 1},
				{Start: 50, State: Running, Stack: None},
				{Start: 60, State: Send, Stack: 2},
			}},
			{End: 100, Spans: []Span{{Start: 70, State: Receive, Stack: 0}}},
			{End: 100, System: true, Spans: []Span{{Start: 0, State: Receive, Stack: 0}}},
			{End: 100, Spans: []Span{{Start: 98, State: Mutex, Stack: None}}},
		},
	}
	require.Equal(t, []WaitSite{
		{State: Receive, Frame: m.Frames[1], Count: 3, Total: 70, Longest: 30, Goroutine: 0, Span: 2},
		{State: Send, Frame: m.Frames[2], Count: 1, Total: 40, Longest: 40, Goroutine: 0, Span: 4},
		{State: Mutex, Count: 1, Total: 2, Longest: 2, Goroutine: 3, Span: 0},
	}, m.LongestWaits(10))
	require.Len(t, m.LongestWaits(2), 2)
}

func TestBusiest(t *testing.T) {
	m := &Model{
		Length:     100,
		Goroutines: make([]Goroutine, 4),
		Procs: []Proc{
			{Turns: []Turn{{0, 10, 0}, {10, 20, 1}, {50, 60, 0}, {80, 80, 1}}},
			{Turns: []Turn{{10, 30, 2}, {55, 58, 1}}},
			{Turns: []Turn{{20, 40, 0}, {52, 70, 3}}},
		},
	}
	require.Equal(t, 3, busiest(m, []int32{0, 1, 2, 3}))
	require.Equal(t, 2, busiest(m, []int32{0, 1, 2}), "one that ends when another begins does not run with it")
	require.Equal(t, 1, busiest(m, []int32{0}))
	require.Equal(t, 0, busiest(m, nil))
}

func TestCrowded(t *testing.T) {
	m := &Model{Length: 1000, Goroutines: []Goroutine{
		{End: 1000, Spans: []Span{{Start: 0, State: Running}}},
		{End: 1000, Spans: []Span{{Start: 100, State: Ready}, {Start: 400, State: Receive}}},
		{End: 1000, Spans: []Span{{Start: 0, State: Receive}, {Start: 300, State: Running}}},
	}}
	require.InDelta(t, .9, crowded(m, 1), .01)
	require.InDelta(t, .1, crowded(m, 2), .01)
	require.Zero(t, crowded(m, 3))
	require.Zero(t, crowded(&Model{}, 0))
}
