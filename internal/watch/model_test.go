package watch

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/course"
	"example.com/mastery/internal/grade"
	"example.com/mastery/internal/learner"
)

// saved tells the model of a finished save of e.
func (s *stage) saved(e *course.Exercise) {
	s.t.Helper()
	s.send(save{path: e.Stub})
	s.send(save{path: e.Stub, settled: true})
}

// ended waits for the end of a grading's context.
func (q question) ended(t testing.TB) {
	t.Helper()
	timer := time.NewTimer(deadline)
	defer timer.Stop()
	select {
	case <-q.ctx.Done():
	case <-timer.C:
		require.Fail(t, "the run goes on")
	}
}

func (s *stage) record(name string) learner.Record {
	s.t.Helper()
	r, err := s.store.Record(exercise(s.t, s.c, name))
	require.NoError(s.t, err)
	return r
}

func TestItOpensAtTheFirstExerciseThatHasNotPassed(t *testing.T) {
	c, store := fixture(t)
	sum := exercise(t, c, "sum")
	require.Equal(t, sum, newProgress(c, store).current())
	put(t, sum, "solution")
	require.NoError(t, store.Graded(sum, grade.Result{Verdict: passed, Sum: learner.Sum([]byte(read(t, sum.Stub)))}))
	double := exercise(t, c, "double")
	require.Equal(t, double, newProgress(c, store).current())
	require.NoError(t, store.Graded(double, grade.Result{Verdict: passed, Sum: learner.Sum([]byte(read(t, double.Stub)))}))
	require.Equal(t, double, newProgress(c, store).current(), "all have passed, and this is the last")
	write(t, sum.Stub, "package exercises\n")
	require.Equal(t, sum, newProgress(c, store).current(), "a pass is of a text, and this is another")
}

func TestASaveStopsTheRunAsSoonAsItBegins(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	first := s.question()
	require.NoError(t, first.ctx.Err())
	s.send(save{path: s.m.e.Stub})
	first.ended(t)
	s.shows("The file is being saved")
	put(t, s.m.e, "solution")
	s.send(save{path: s.m.e.Stub, settled: true})
	s.shows("grading…")
	s.graded(aPass)
	s.shows("PASSED")
	require.Equal(t, 1, s.record("sum").Gradings)
}

func TestOnlyTheNewestResultIsShown(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	old := s.m.run.id
	s.question()
	s.saved(s.m.e)
	s.send(gradedMsg{run: old, result: aRace})
	require.Nil(t, s.m.last)
	s.graded(notStarted)
	s.send(gradedMsg{run: old, result: aRace})
	s.shows("NOT STARTED")
}

// One clock ticks, for the run that is going on: each tick asks for the next.
func TestTheClockOfARunEndsWithIt(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.question()
	first := tickMsg(s.m.run.id)
	require.NotNil(t, s.m.update(first))
	s.saved(s.m.e)
	require.Nil(t, s.m.update(first), "another run is on")
	second := tickMsg(s.m.run.id)
	require.NotNil(t, s.m.update(second))
	s.graded(aRace)
	require.Nil(t, s.m.update(second), "it is over")
}

// A verdict may be on its way when a save stops its run.
func TestTheResultOfAStoppedRunIsDropped(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.question()
	s.send(save{path: s.m.e.Stub})
	s.send(gradedMsg{run: s.m.run.id, result: aPass})
	require.Nil(t, s.m.last)
	s.shows("The file is being saved")
}

func TestATextThatChangedMeanwhileGetsNoGrade(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	q := s.question()
	put(t, s.m.e, "solution") // and no notification of it has come yet
	old := aRace
	old.Sum = "of the text before"
	q.say(t, old)
	again := s.question() // it is graded again at once
	require.Zero(t, s.record("sum"))
	require.Nil(t, s.m.last)
	again.say(t, aPass)
	s.untilShows("PASSED")
	require.Equal(t, passed, s.record("sum").Verdict)
}

func TestKeysWorkWhileAGradingRuns(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	q := s.question()
	s.keys("h")
	s.shows("Hints: sum, 1 of 3")
	s.keys("esc", "l")
	s.shows("Exercises")
	s.keys("esc")
	s.shows("grading…")
	q.say(t, aRace)
	s.untilShows("RACE")
}

func TestAResultIsTakenWhateverIsOnTheScreen(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	q := s.question()
	s.keys("t")
	q.say(t, aRace)
	s.until("the verdict", func() bool { return s.m.last != nil })
	s.shows("The task: sum")
	s.keys("esc")
	s.shows("RACE")
}

func TestWalkingThroughTheCourse(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	first := s.question()
	s.keys("p")
	s.shows("This is the first exercise.")
	s.keys("down")
	require.NotContains(t, s.screen(), "This is the first exercise.", "a notice is there until the next key")
	s.keys("n")
	first.ended(t)
	require.Equal(t, "double", s.m.e.Name)
	s.keys("n")
	s.shows("This is the last exercise.")
	s.keys("p")
	require.Equal(t, "sum", s.m.e.Name)
	s.keys("alt+n") // Escape, and n right after it
	require.Equal(t, "double", s.m.e.Name)
}

func TestAfterAPassNextLeadsToWhatHasNotPassed(t *testing.T) {
	s := newStage(t, "double", 80, 24)
	put(t, s.m.e, "solution")
	s.saved(s.m.e)
	s.graded(aPass)
	s.shows("n: on to sum (warm-up, 5 minutes).")
	s.keys("n")
	require.Equal(t, "sum", s.m.e.Name, "around the end, to the one that was skipped")
}

func TestTheNextTopicBeginsWithItsNotes(t *testing.T) {
	c, _ := fixture(t)
	other := filepath.Join(c.Root, "05-other")
	require.NoError(t, os.CopyFS(other, os.DirFS(filepath.Join(c.Root, "01-tiny"))))
	c, err := course.Load(c.Root)
	require.NoError(t, err)
	store := learner.Open(c.Root)
	for _, name := range []string{"1/sum", "1/double"} {
		put(t, exercise(t, c, name), "solution")
	}
	s := stageOf(t, c, store, "1/sum", 100, 40)
	s.graded(aPass)
	s.keys("n")
	s.graded(aPass)
	s.shows("All 2 exercises of Tiny are passed.", "n: on to 05-other/sum. Its notes come first: 05-other/README.md")
	s.shows("topic", "2/2", "Foundations", "course", "2/4")
	s.keys("n")
	s.shows("Essential patterns", "0/2")
}

func TestHintsComeInStagesAndAreRemembered(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.question()
	s.shows("hints used: 0 of 3")
	s.keys("h")
	s.shows("1 of 3", "What orders the additions?", "h next hint: a nudge")
	require.NotContains(t, s.screen(), "Only one goroutine")
	s.keys("esc")
	s.shows("hints used: 1 of 3")
	s.keys("h")
	s.shows("1 of 3")
	s.keys("h", "h")
	s.shows("3 of 3", "A mutex around the addition")
	require.NotContains(t, s.screen(), "next hint")
	s.until("the record", func() bool { return s.record("sum").Hints == 3 })

	again := stageOf(t, s.c, s.store, "sum", 80, 24)
	again.untilShows("hints used: 3 of 3")
}

// What is known of an exercise may be read later than it is asked for.
func TestWhatIsReadTooLate(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.keys("h")
	s.send(openedMsg{e: s.m.e, record: learner.Record{Gradings: 7}, text: "read"})
	require.Equal(t, learner.Record{Gradings: 7, Hints: 1}, s.m.record, "a hint was shown meanwhile")
	s.send(openedMsg{e: exercise(t, s.c, "double"), text: "another", err: os.ErrPermission})
	require.Equal(t, "read", s.m.text, "of another exercise")
	require.Empty(t, s.m.notice)
}

func TestTheSolutionWaitsForAPassOrASecondAsking(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(notStarted)
	s.keys("s")
	s.shows("The answer waits for your pass", "s once more")
	s.keys("t", "esc", "s")
	s.shows("The answer waits for your pass")
	s.keys("s")
	s.untilShows("Solution: sum")
	s.shows("> the reference", "atomic: an atomic counter. There is no lock to forget; it can only count,", "+ the reference")
	s.keys("tab")
	s.untilShows("> atomic")
	s.keys("tab")
	s.untilShows("> the reference")
	s.keys("esc", "s")
	s.shows("The answer waits for your pass")
	s.keys("t")

	put(t, s.m.e, "solution")
	s.keys("esc")
	s.saved(s.m.e)
	s.graded(aPass)
	s.keys("s")
	s.untilShows("Your answer is the same, word for word.")
}

func TestResetAsksAndSaysWhereTheTextIs(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(notStarted)
	s.keys("x", "y")
	s.untilShows("There was nothing of yours to keep.")
	put(t, s.m.e, "wrong/wrong-first.go")
	mine := read(t, s.m.e.Stub)
	s.keys("x")
	s.shows("Put the stub of sum back? Your text is kept.")
	s.keys("n")
	s.shows("Nothing was reset.")
	require.Equal(t, "sum", s.m.e.Name, "n is an answer here")
	require.Equal(t, mine, read(t, s.m.e.Stub))
	s.keys("x", "y")
	s.untilShows("Reset. Your text is kept in")
	require.Equal(t, read(t, s.m.e.Pristine), read(t, s.m.e.Stub))
	kept, err := filepath.Glob(filepath.Join(s.store.Dir(), "kept", "01-tiny", "sum-*.go"))
	require.NoError(t, err)
	require.Len(t, kept, 1)
	require.Equal(t, mine, read(t, kept[0]))
	shown := strings.Join(strings.Fields(s.screen()), "")
	require.Contains(t, shown, "keptin"+filepath.ToSlash(filepath.Join(".mastery/kept/01-tiny", filepath.Base(kept[0]))))
}

func TestResetBringsAMissingStubBack(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	require.NoError(t, os.Remove(s.m.e.Stub))
	s.question().reply(t, reply{err: os.ErrNotExist})
	s.untilShows("sum.go is not there. x brings the stub back.")
	s.keys("x", "y")
	s.untilShows("sum is as it came. There was nothing of yours to keep.")
	require.Equal(t, read(t, s.m.e.Pristine), read(t, s.m.e.Stub))
}

func TestAResetThatFailsSaysSo(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(notStarted)
	require.NoError(t, os.Remove(s.m.e.Pristine))
	s.keys("x", "y")
	s.untilShows("Nothing was reset:")
}

func TestTheListIsSearched(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(aRace)
	s.keys("l")
	s.shows("> sum", "double", "0 of 2 passed")
	s.keys("f", "i", "x")
	s.shows("search: fix", "> double")
	require.NotContains(t, s.screen(), "sum")
	s.keys("q")
	s.shows("search: fixq", "Nothing is called that.")
	s.keys("enter", "down", "up", "pgdown") // on nothing
	s.keys("backspace")
	s.shows("> double")
	s.keys("esc")
	s.shows("> sum")
	s.send(tea.PasteMsg{Content: "dou\x1bb"})
	s.shows("search: doub", "> double")
	s.keys("ctrl+u", "down")
	s.shows("> double")
	s.keys("home")
	s.shows("> sum")
	s.keys("end", "enter")
	require.Equal(t, "double", s.m.e.Name)
	require.Equal(t, home, s.m.screen)
}

func TestTheListScrollsToTheChosen(t *testing.T) {
	c, store := fixture(t)
	tiny := c.Topics[0]
	for i := range 40 {
		e := *tiny.Exercises[0]
		e.Name = "copy" + string(rune('a'+i%26)) + string(rune('a'+i/26))
		tiny.Exercises = append(tiny.Exercises, &e)
	}
	s := stageOf(t, c, store, "sum", 80, 24)
	s.question()
	s.keys("l")
	s.shows("> sum", "01-tiny  Tiny")
	for range 30 {
		s.keys("down")
	}
	s.shows("> copy")
	require.NotContains(t, s.screen(), "> sum")
	s.fits()
	s.keys("end")
	s.shows("> copynb")
	s.keys("pgup", "home")
	s.shows("> sum", "01-tiny  Tiny")
}

func TestAnotherExerciseThatIsSavedIsOffered(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(notStarted)
	double := exercise(t, s.c, "double")
	write(t, double.Stub, "package exercises\n")
	require.NotContains(t, s.screen(), "go to the saved one")
	s.keys("g") // nothing yet
	s.send(save{path: double.Stub, settled: true, missing: true})
	require.Nil(t, s.m.other, "it is gone")
	s.saved(double)
	s.untilShows("01-tiny/double was saved. g turns to it.")
	s.until("its new state", func() bool { return s.m.states[double.ID()] == learner.Begun })
	require.False(t, s.m.run.active, "sum is not graded for it")
	s.keys("g")
	require.Equal(t, double, s.m.e)
	require.NotContains(t, s.screen(), "was saved")
	s.saved(exercise(t, s.c, "sum"))
	s.shows("01-tiny/sum was saved")
	s.saved(double)
	require.NotContains(t, s.screen(), "was saved", "the learner has gone on here")
}

func TestTheEditorOpensAtTheLineThatMatters(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(notStarted)
	s.keys("e")
	require.True(t, s.m.away)
	s.keys("q", "n", "ctrl+c") // typed too early, or for the editor
	require.Zero(t, s.term.left)
	s.until("the editor's end", func() bool { return !s.m.away })
	s.saved(s.m.e)
	s.graded(aRace)
	s.term.err = errors.New("vim: exit status 1")
	s.keys("enter")
	s.untilShows("vim: exit status 1")
	require.Equal(t, []string{s.m.e.Stub, s.m.e.Stub}, s.term.edited)
	require.Equal(t, []int{5, 11}, s.term.lines)
}

func TestSavesInTheEditorAreGradedMeanwhile(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(notStarted)
	s.m.away = true
	s.saved(s.m.e)
	s.graded(aRace)
	s.shows("RACE")
}

func TestSuspend(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.question()
	s.keys("ctrl+z")
	require.Equal(t, 1, s.term.suspended)
	require.True(t, s.m.away)
	s.until("it goes on", func() bool { return !s.m.away })
}

func TestQuittingKillsWhatRuns(t *testing.T) {
	for name, quit := range map[string]tea.Msg{"q": press("q"), "ctrl+c": press("ctrl+c"), "a signal": quitMsg{}} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, "sum", 80, 24)
			q := s.question()
			s.send(quit)
			q.ended(t)
			require.Equal(t, 1, s.term.left)
			s.keys("n", "q", "ctrl+c")
			s.send(save{path: s.m.e.Stub, settled: true})
			require.Equal(t, 1, s.term.left, "once is enough")
			require.Equal(t, "sum", s.m.e.Name)
			require.Zero(t, s.record("sum"))
		})
	}
}

func TestQuittingFromEveryScreen(t *testing.T) {
	for _, open := range []string{"h", "l", "t", "?", "x"} {
		s := newStage(t, "sum", 80, 24)
		s.question()
		s.keys(open, "ctrl+c")
		require.Equal(t, 1, s.term.left, open)
	}
}

func TestTheMouse(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(notStarted)
	click := func(word string) {
		t.Helper()
		for y, row := range strings.Split(s.screen(), "\n") {
			if before, _, ok := strings.Cut(row, word); ok {
				s.send(tea.MouseClickMsg{X: len([]rune(before)), Y: y, Button: tea.MouseLeft})
				return
			}
		}
		require.Fail(t, "not on the screen: "+word)
	}
	click("n next")
	require.Equal(t, "double", s.m.e.Name)
	click("l list")
	click("> double")
	require.Equal(t, home, s.m.screen)
	click("l list")
	click("  sum  ")
	require.Equal(t, "sum", s.m.e.Name)
	click("warm-up") // a word that is no button
	s.graded(notStarted)
	click("01-tiny/exercises/sum.go:5")
	require.Equal(t, []string{s.m.e.Stub}, s.term.edited)
	s.until("the editor's end", func() bool { return !s.m.away })
	click("? keys")
	s.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	require.False(t, s.m.page.view.AtTop())
	s.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	require.True(t, s.m.page.view.AtTop())
	click("esc back")
	click("x reset")
	click("n no")
	s.shows("Nothing was reset.")
	click("l list")
	s.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	s.shows("> double")
	s.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
	s.shows("> sum")
	s.send(tea.MouseClickMsg{X: 5, Y: 4, Button: tea.MouseRight})
	s.send(tea.MouseClickMsg{X: 500, Y: 400, Button: tea.MouseLeft})
	s.shows("> sum")
}

// While the terminal is an editor's, a click that came too late does nothing.
func TestTheMouseWhileTheEditorIsOpen(t *testing.T) {
	s := newStage(t, "sum", 40, 10)
	s.graded(aRace)
	top := s.screen()
	s.keys("e")
	s.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
	require.Equal(t, top, s.screen())
	s.send(tea.MouseClickMsg{X: 2, Y: 9, Button: tea.MouseLeft})
	require.Equal(t, home, s.m.screen)
	s.send(tea.WindowSizeMsg{Width: 80, Height: 24})
	for y := range 24 { // the path is on one of them
		s.send(tea.MouseClickMsg{X: 10, Y: y, Button: tea.MouseLeft})
	}
	require.Len(t, s.term.edited, 1)
	s.send(tea.WindowSizeMsg{Width: 40, Height: 10})
	s.until("the editor's end", func() bool { return !s.m.away })
	s.send(tea.MouseClickMsg{X: 2, Y: 9, Button: tea.MouseLeft})
	require.Equal(t, reading, s.m.screen, "the page of keys")
}

func TestThePicture(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	leak := grade.Result{Verdict: grade.Leak, Headline: "A goroutine was left behind.", Runs: 1, Race: true}
	s.graded(leak)
	require.NotContains(t, s.screen(), "picture")
	require.NotContains(t, s.screen(), "draws who waits")
	s.keys("v") // does nothing
	path, err := filepath.Join(s.c.Root, ".mastery", "traces", "sum.html"), error(nil)
	drawn := 0
	s.m.b.picture = func(_ context.Context, e *course.Exercise) (string, error) {
		drawn++
		require.Equal(t, "sum", e.Name)
		return path, err
	}
	s.shows("v picture", "v runs it once more and draws who waits")
	s.keys("v", "v")
	s.shows("drawing the picture")
	s.untilShows("The picture: .mastery/traces/sum.html")
	require.Contains(t, s.m.View().Content, ansi.SetHyperlink(fileURL(path, 0)), "a click opens it")
	require.Equal(t, 1, drawn, "one at a time")
	err = errors.New("no trace")
	s.keys("v")
	s.untilShows("No picture: no trace")
}

func TestTheNotesOfTheVerdict(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(notStarted)
	s.keys("m")
	s.untilShows("Notes: Adding")
	s.shows("Each goroutine adds to the same variable", "One at a time")
	require.NotContains(t, s.screen(), "nobody receives")
	s.keys("a")
	s.untilShows("Notes: Tiny")
	s.shows("A goroutine that nobody receives from")
	s.keys("esc")
	s.saved(s.m.e)
	s.graded(aRace)
	s.keys("m")
	s.untilShows("Notes: One at a time")
	s.keys("esc")
	require.NoError(t, os.Remove(filepath.Join(s.c.Root, "01-tiny", "README.md")))
	s.keys("m")
	s.untilShows("The notes could not be read")
}

func TestAPageThatComesTooLateIsDropped(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(notStarted)
	page := s.m.showNotes()
	s.keys("l")
	s.send(page())
	s.shows("Exercises")
}

func TestASolutionThatIsMissingIsSaid(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(notStarted)
	require.NoError(t, os.Remove(s.m.e.Solution))
	s.keys("s", "s")
	s.untilShows("The solution could not be read")
}

func TestRunAgainIsFresh(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	q := s.question()
	require.False(t, q.o.Fresh)
	q.say(t, aRace)
	s.untilShows("RACE")
	s.keys("r")
	q = s.question()
	require.True(t, q.o.Fresh)
	s.shows("grading…", "before: race.")
	q.say(t, aRace)
}

func TestAHundredRunsAreOneGrading(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(aRace)
	s.keys("R")
	total := 0
	for i := range parts {
		q := s.question()
		require.True(t, q.o.Fresh)
		runs := 3 * q.o.Rounds
		total += runs
		require.Equal(t, i, s.m.run.parts)
		q.say(t, grade.Result{Verdict: passed, Runs: runs, Passed: runs, Race: true})
	}
	s.untilShows("PASSED")
	require.InDelta(t, 100, total, 10)
	require.Equal(t, total, s.m.last.result.Runs)
	require.Equal(t, 2, s.record("sum").Gradings)
}

func TestAHundredRunsThatAllFailAreCutShort(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(notStarted)
	s.keys("R")
	s.graded(grade.Result{Verdict: grade.Deadlock, Headline: "A deadlock.", Runs: 1})
	s.shows("DEADLOCK")
	require.False(t, s.m.run.active)
}

func TestASaveEndsAHundredRuns(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(notStarted)
	s.keys("R")
	s.question().say(t, grade.Result{Verdict: passed, Runs: 21, Passed: 21})
	q := s.question()
	s.saved(s.m.e)
	q.ended(t)
	s.graded(aRace)
	s.shows("RACE")
	require.Equal(t, grade.Race, s.record("sum").Verdict)
}

func TestAddJoinsParts(t *testing.T) {
	ok := grade.Result{Verdict: passed, Runs: 21, Passed: 21, Race: true, Time: time.Second}
	wrong := grade.Result{Verdict: grade.Wrong, Headline: "A test failed.", Runs: 21, Passed: 20, Race: true, Time: time.Second}
	race := grade.Result{Verdict: grade.Race, Headline: "A race.", Runs: 21, Passed: 3, Race: true, Time: time.Second}
	require.Equal(t, grade.Result{Verdict: passed, Runs: 42, Passed: 42, Race: true, Time: 2 * time.Second}, add(ok, ok))
	require.Equal(t, grade.Flaky, add(ok, wrong).Verdict)
	require.Equal(t, grade.Flaky, add(wrong, ok).Verdict)
	require.Equal(t, "It is right only sometimes: 41 of 42 runs passed.", add(ok, wrong).Headline)
	require.Equal(t, grade.Race, add(race, wrong).Verdict, "what came first explains the whole")
	require.Equal(t, grade.Race, add(ok, race).Verdict)
	unchecked := ok
	unchecked.Race = false
	require.False(t, add(unchecked, ok).Race)
	require.False(t, add(ok, unchecked).Race)
}

func TestABrokenRecordIsSaid(t *testing.T) {
	c, store := fixture(t)
	dir := filepath.Join(store.Dir(), "progress", "01-tiny")
	require.NoError(t, os.MkdirAll(dir, 0o755))
	write(t, filepath.Join(dir, "sum.json"), "{")
	s := stageOf(t, c, store, "", 80, 24)
	s.untilShows("was unreadable")
	s.graded(aRace)
	require.Equal(t, grade.Race, s.record("sum").Verdict)
}

func TestAVerdictThatCantBeWrittenDownIsShown(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	q := s.question()
	write(t, s.store.Dir(), "a file in the store's place")
	q.say(t, aRace)
	s.untilShows("RACE")
	s.shows("The verdict could not be written down:")
}

func TestStatesThatAVerdictOvertookAreAskedForAgain(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	put(t, s.m.e, "solution")
	s.saved(s.m.e)
	s.graded(aPass)
	s.send(statesMsg{states: map[string]learner.State{}, graded: 0})
	s.shows("topic", "1/2")
}

func TestProgressSurvivesARestart(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	put(t, s.m.e, "solution")
	s.saved(s.m.e)
	s.graded(aPass)
	again := stageOf(t, s.c, learner.Open(s.c.Root), "", 80, 24)
	require.Equal(t, "double", again.m.e.Name)
	again.untilShows("1/2")
}

func TestWithoutARaceDetectorNothingIsClaimed(t *testing.T) {
	s := newStage(t, "sum", 80, 24)
	s.graded(grade.Result{Verdict: passed, Runs: 30, Headline: "Correct on 30 runs. Not checked for data races: no gcc."})
	s.shows("Not checked for data races")
	require.NotContains(t, s.screen(), "no race")
}

func TestWhatComesAfterTheLastExercise(t *testing.T) {
	c, _ := fixture(t)
	require.Contains(t, strings.Join(whatNext(c), " "), "ROADMAP.md")
	c.Topics[0].Number = 24
	require.NotContains(t, strings.Join(whatNext(c), " "), "projects")
	require.NoError(t, os.Mkdir(filepath.Join(c.Root, "projects"), 0o755))
	require.Contains(t, strings.Join(whatNext(c), " "), "projects/")
}

func TestACommandAfterTheEndDoesNothing(t *testing.T) {
	tasks := newTasks(t.Context())
	tasks.end()
	tasks.end()
	require.Nil(t, tasks.cmd(func(context.Context) tea.Msg { panic("not reached") })())
	tasks.run(func(context.Context) { panic("not reached") })
}

func TestTheEndWaitsForTasks(t *testing.T) {
	tasks := newTasks(t.Context())
	done := false
	tasks.run(func(ctx context.Context) {
		<-ctx.Done()
		done = true
	})
	tasks.end()
	require.True(t, done)
}
