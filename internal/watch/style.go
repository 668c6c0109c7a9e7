package watch

import (
	"charm.land/lipgloss/v2"

	"example.com/mastery/internal/grade"
	"example.com/mastery/internal/learner"
)

// The colors are the terminal's own eight: they fit its background, light or
// dark. Bubble Tea drops them where NO_COLOR is set; so nothing is said by color
// alone.
var (
	bold   = lipgloss.NewStyle().Bold(true)
	faint  = lipgloss.NewStyle().Faint(true)
	red    = lipgloss.NewStyle().Foreground(lipgloss.Red)
	green  = lipgloss.NewStyle().Foreground(lipgloss.Green)
	yellow = lipgloss.NewStyle().Foreground(lipgloss.Yellow)
	cyan   = lipgloss.NewStyle().Foreground(lipgloss.Cyan)
)

func verdictStyle(v grade.Verdict) lipgloss.Style {
	switch v {
	case grade.Passed:
		return green.Bold(true)
	case grade.NotStarted:
		return cyan.Bold(true)
	case grade.NoCompile, grade.Flaky:
		return yellow.Bold(true)
	}
	return red.Bold(true)
}

func stateStyle(s learner.State) lipgloss.Style {
	switch s {
	case learner.Passed:
		return green
	case learner.Failing:
		return red
	case learner.Begun, learner.Changed:
		return yellow
	}
	return faint
}
