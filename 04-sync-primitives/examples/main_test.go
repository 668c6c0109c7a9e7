package main

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/internal/lessontest"
)

// Every example must leave no goroutine behind: goleak looks when all have run.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// play returns the lines that the example called name prints.
func play(t *testing.T, name string) []string {
	t.Helper()
	return lessontest.Play(t, examples, name)
}

func TestGuardLosesNoPayment(t *testing.T) {
	require.Equal(t, []string{"in the till: 600"}, play(t, "guard"))
}

// The guest's turn depends on the machine: it may win the race for the lock in
// normal mode. It waits for at most three turns of 5 ms, and has its turn.
func TestStarvingGuestGetsItsTurn(t *testing.T) {
	lines := play(t, "starving")
	lessontest.Numbers[int](t, lines,
		`turn 1 of the hog ends: normal, waiting [01]`,
		`turn 2 of the hog ends: (?:normal|starving), waiting [01]`,
		`turn 3 of the hog ends: (?:normal|starving), waiting [01]`,
		`order:(?: hog| guest){4}`)
	require.Equal(t, 3, strings.Count(lines[3], "hog"))
	require.Equal(t, 1, strings.Count(lines[3], "guest"))
}

func TestPreferLetsTheWriterInBeforeTheSecondReader(t *testing.T) {
	require.Equal(t, []string{
		"reader 1: in",
		"reader 1: a writer waits, no new reader gets in",
		"reader 1: out",
		"writer:   in",
		"reader 2: in",
	}, play(t, "prefer"))
}

func TestOnceLoadsOnceAndKeepsThePanic(t *testing.T) {
	require.Equal(t, []string{
		"loaded: 1 results: [42 42 42]",
		"OnceValue: panic(no table) then panic(no table)",
		"Once.Do:   panic(no table) then return",
	}, play(t, "once"))
}

func TestAgainDialsUntilItHasALine(t *testing.T) {
	lines := play(t, "again")
	require.Equal(t, "dialed 2 times", lines[3])
	require.ElementsMatch(t, []string{
		`a caller got "", busy (order free)`,
		`a caller got "line", <nil> (order free)`,
		`a caller got "line", <nil> (order free)`,
	}, lines[:3])
}

func TestBuffetFeedsAll(t *testing.T) {
	lines := play(t, "buffet")
	require.Equal(t, "left: 0", lines[4])
	require.ElementsMatch(t, []string{
		"ate 1 (order free)", "ate 2 (order free)", "ate 3 (order free)", "ate 4 (order free)",
	}, lines[:4])
}

func TestTrieIsFlatAndIsPruned(t *testing.T) {
	lines := play(t, "trie")
	lessontest.Numbers[int](t, lines[:1], `nodes     1, entries per level \[1(?: 0){9}\]`)
	for i, want := range []int{1, 16, 1_000, 30_000, 1} {
		_, list, _ := strings.Cut(strings.TrimSuffix(lines[i], "]"), "[")
		total := 0
		for entries := range strings.FieldsSeq(list) {
			n, err := strconv.Atoi(entries)
			require.NoError(t, err)
			total += n
		}
		require.Equal(t, want, total, lines[i])
	}
	n := lessontest.Numbers[int](t, lines[3:], `nodes +(\d+), entries per level .*`, `nodes +(\d+), entries per level .*`)
	require.Greater(t, n[0], 1_000)
	require.Less(t, n[1], 20, "empty nodes are taken out")
}

// Under the race detector Put drops one in four at random.
func TestPoolKeepsOverOneCollection(t *testing.T) {
	n := lessontest.Numbers[int](t, play(t, "pool"),
		`put 100, collected 0 times: got (\d+) of them back`,
		`put 100, collected 1 times: got (\d+) of them back`,
		`put 100, collected 2 times: got (\d+) of them back`)
	require.Greater(t, n[0], 40)
	require.Greater(t, n[1], 40)
	require.Zero(t, n[2])
}

func TestContentionEndsWithTheWorkOutside(t *testing.T) {
	n := lessontest.Numbers[int](t, play(t, "contention"),
		`held for the work:   +(\d+) ms; waited for the lock: +(\d+) ms in all`,
		`held for the result: +(\d+) ms; waited for the lock: +(\d+) ms in all`)
	require.GreaterOrEqual(t, n[0], 12, "four times 3 ms, one after the other")
	require.Positive(t, n[1])
	require.GreaterOrEqual(t, n[2], 3)
}

func TestForksFeedAll(t *testing.T) {
	require.Equal(t, []string{"meals: [2 2 2]"}, play(t, "forks"))
}

func TestPricesAreWritten(t *testing.T) {
	require.Equal(t, []string{"the list is now: map[tea:300]"}, play(t, "prices"))
}

func TestKeyedKeepsNoKey(t *testing.T) {
	require.Equal(t, []string{"a.txt 3, b.txt 2, keys kept 0"}, play(t, "keyed"))
}

func TestPhasesAreComplete(t *testing.T) {
	require.Equal(t, []string{"strokes: 3, then 3"}, play(t, "phases"))
}
