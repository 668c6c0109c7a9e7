package timeline

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// clipModel has a region from 100 to 200 in the life of goroutine 1.
func clipModel() *Model {
	span := func(start time.Duration, state State, by int32) Span {
		return Span{Start: start, State: state, By: by, Stack: None, Proc: None}
	}
	return &Model{
		Length: 1000,
		Goroutines: []Goroutine{
			{plain: "before", Parent: None, End: 150, Ended: true, born: true, Spans: []Span{span(50, Running, None)}},
			{plain: "owner", Parent: 0, End: 1000, born: true, Spans: []Span{
				span(10, Ready, 0), span(20, Running, None), span(120, Receive, None), span(150, Ready, 0), span(160, Running, None), span(500, Sleep, None),
			}},
			{plain: "child", Parent: 1, End: 180, Ended: true, born: true, Spans: []Span{span(110, Ready, 1), span(115, Running, None)}},
			{plain: "child", Parent: 2, End: 400, Ended: true, born: true, Spans: []Span{span(130, Ready, 2), span(140, Send, None), span(300, Ready, 1)}},
			{plain: "gc worker", Parent: 1, End: 1000, born: true, System: true, Spans: []Span{span(120, Ready, 1)}},
			{plain: "seen late", Parent: None, End: 1000, Spans: []Span{span(130, Receive, None)}},
			{plain: "after", Parent: 1, End: 1000, born: true, Spans: []Span{span(200, Ready, 1)}},
		},
		Procs: []Proc{{ID: 0, Turns: []Turn{{20, 120, 1}, {120, 130, 0}, {130, 140, 4}, {160, 500, 1}, {600, 700, 1}}}},
		Messages: []Message{
			{Value: "early", From: 0, To: 0, Sent: 50, Received: 60},
			{Value: "in", From: 0, To: 1, Sent: 90, Received: 160},
			{Value: "inside", From: 2, To: 3, Sent: 120, Received: 250},
			{Value: "late", From: 2, To: 3, Sent: 220, Received: 250},
			{Value: "theirs", From: 0, To: None, Sent: 120, Received: 120},
		},
		Notes:   []Note{{90, 1, "early"}, {110, 1, "mine"}, {110, 0, "theirs"}, {201, 1, "late"}},
		Regions: []Region{{"r", 1, 100, 200}, {"r", 1, 300, 400}, {"inner", 2, 120, 300}, {"theirs", 0, 100, 150}},
		Pauses:  []Pause{{"early", 10, 20}, {"over", 90, 110}, {"late", 300, 310}},
		Limits:  []Limit{{0, 2}, {50, 4}, {150, 1}, {300, 8}},
	}
}

func TestClipKeepsWhatIsInTheRegion(t *testing.T) {
	m, err := clipModel().Clip("r")
	require.NoError(t, err)
	require.EqualValues(t, 100, m.Length)

	var names []string
	for _, g := range m.Goroutines {
		names = append(names, g.Name)
	}
	require.Equal(t, []string{"owner", "child #1", "child #2"}, names)

	owner, first, second := m.Goroutines[0], m.Goroutines[1], m.Goroutines[2]
	require.EqualValues(t, None, owner.Parent, "who is not there is nobody's parent")
	require.EqualValues(t, 0, first.Parent)
	require.EqualValues(t, 1, second.Parent)
	require.Equal(t, []Span{
		{0, None, None, None, Running},
		{20, None, None, None, Receive},
		{50, None, None, None, Ready}, // woken by one who is not there
		{60, None, None, None, Running},
	}, owner.Spans)
	require.False(t, owner.Ended)
	require.EqualValues(t, 100, owner.End)
	require.True(t, first.Ended)
	require.EqualValues(t, 80, first.End)
	require.Equal(t, []Span{{30, None, 1, None, Ready}, {40, None, None, None, Send}}, second.Spans)
	require.False(t, second.Ended, "it ended, but later")
	span, blocked := second.Blocked()
	require.True(t, blocked)
	require.Equal(t, Send, span.State)
}

func TestClipKeepsWhatElseIsInTheRegion(t *testing.T) {
	m, err := clipModel().Clip("r")
	require.NoError(t, err)
	require.Equal(t, []Turn{{0, 20, 0}, {60, 100, 0}}, m.Procs[0].Turns)
	require.Equal(t, []Message{
		{Value: "in", From: None, To: 0, Sent: 0, Received: 60},
		{Value: "inside", From: 1, To: 2, Sent: 20, Received: 100},
	}, m.Messages)
	require.Equal(t, []Note{{10, 0, "mine"}}, m.Notes)
	require.Equal(t, []Region{{"r", 0, 0, 100}, {"inner", 1, 20, 100}}, m.Regions)
	require.Equal(t, []Pause{{"over", 0, 10}}, m.Pauses)
	require.Equal(t, []Limit{{0, 4}, {50, 1}}, m.Limits)
}

func TestProgramLeavesOutTheRuntime(t *testing.T) {
	m := clipModel().Program()
	require.Len(t, m.Goroutines, 6)
	require.EqualValues(t, 1000, m.Length)
	for _, g := range m.Goroutines {
		require.False(t, g.System)
	}
}

func TestStillBlockedIsAboutTheProgram(t *testing.T) {
	m := clipModel()
	m.Goroutines[4].Spans[0].State = Receive // the collector's worker
	require.Equal(t, []int32{1, 5}, m.StillBlocked())
}
