package companion

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/course"
)

func TestProgress(t *testing.T) {
	p := newPlace(t)
	p.pass("sum")
	require.NoError(t, os.CopyFS(p.path("05-patterns"), os.DirFS(p.path("01-fixture"))))
	require.NoError(t, os.WriteFile(p.path("05-patterns/exercises/README.md"), []byte("# none\n"), 0o644))
	out := p.ok("progress")
	require.True(t, strings.HasPrefix(out, `Level 1: Foundations
  01-fixture               [##########..........] 1 of 2
Level 2: Essential patterns
  05-patterns              [....................] 0 of 0

  all that is written      [##########..........] 1 of 2

Beginner (levels 1-2)
  [ ] can create and manage goroutines             01-fixture: 1 of 2
  [ ] understands channel communication            not written yet: 02, 03
  [ ] can implement basic synchronization          not written yet: 04
  [ ] knows the common concurrency patterns        05-patterns: 0 of 0; not written yet: 06, 07, 08
Intermediate (levels 3-4)
`), out)
	p.pass("other")
	require.Contains(t, p.ok("progress"), "  [x] can create and manage goroutines             01-fixture: 2 of 2\n")

	answer := fromJSON[struct {
		Topics   []standing
		Criteria []tick
	}](t, p.ok("progress", "--json"))
	require.Len(t, answer.Topics, 2)
	require.Len(t, answer.Criteria, len(criteria))
	require.Equal(t, tick{beginner, "can create and manage goroutines", true, "01-fixture: 2 of 2"}, answer.Criteria[0])
}

func TestBarIsFullOnlyAtTheEnd(t *testing.T) {
	require.Equal(t, "[....]", bar(0, 3, 4))
	require.Equal(t, "[#...]", bar(1, 3, 4))
	require.Equal(t, "[###.]", bar(99, 100, 4))
	require.Equal(t, "[####]", bar(3, 3, 4))
	require.Equal(t, "[....]", bar(0, 0, 4))
}

// full is a standing for each of the 24 topics, all passed.
func full() []standing {
	var all []standing
	for n := 1; n <= 24; n++ {
		all = append(all, standing{Topic: string([]byte{'0' + byte(n/10), '0' + byte(n%10)}) + "-x", Level: course.LevelOf(n).Number, Passed: 4, Of: 4})
	}
	return all
}

func TestCriteriaAreMetByEvidenceOnly(t *testing.T) {
	for _, tick := range assess(full()) {
		can := !strings.Contains(tick.Evidence, "can't be seen from here")
		require.Equal(t, can, tick.Met, tick)
	}
	for _, tick := range assess(nil) {
		require.False(t, tick.Met, tick)
	}
	// One exercise less in a topic takes the ticks of all that rest on it.
	for n := 1; n <= 24; n++ {
		standings := full()
		standings[n-1].Passed--
		for i, tick := range assess(standings) {
			if slices.Contains(criteria[i].topics, n) {
				require.False(t, tick.Met, "topic %d: %v", n, tick)
				require.Contains(t, tick.Evidence, "-x: 3 of 4")
			} else if criteria[i].also == "" {
				require.True(t, tick.Met, "topic %d: %v", n, tick)
			}
		}
	}
	empty := full()
	empty[0].Passed, empty[0].Of = 0, 0
	require.False(t, assess(empty)[0].Met, "no exercises are no evidence")
}

func TestEveryTopicIsEvidenceForSomething(t *testing.T) {
	seen := map[int]bool{}
	for _, c := range criteria {
		for _, n := range c.topics {
			seen[n] = true
		}
	}
	for n := 1; n <= 24; n++ {
		require.True(t, seen[n], n)
	}
}

// The roadmap has the same criteria in the same order below the same headings.
func TestCriteriaAreThoseOfTheRoadmap(t *testing.T) {
	text, err := os.ReadFile("../../ROADMAP.md")
	require.NoError(t, err)
	_, section, ok := strings.Cut(string(text), "\n## Assessment criteria\n")
	require.True(t, ok)
	section, _, _ = strings.Cut(section, "\n## ")
	var want, got []string
	level := ""
	for _, c := range criteria {
		if c.level != level {
			level = c.level
			want = append(want, "**"+level+"**")
		}
		want = append(want, "- "+c.text)
	}
	for line := range strings.Lines(section) {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "**") || strings.HasPrefix(line, "- ") {
			got = append(got, line)
		}
	}
	require.Equal(t, want, got)
}
