// Package lessontest helps to test what the examples of a topic print.
package lessontest

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"example.com/mastery/internal/lesson"
)

// Play plays the example called name and returns the lines that it prints. The
// test ends here if there is no such example.
func Play(t testing.TB, examples []lesson.Example, name string) []string {
	t.Helper()
	for _, e := range examples {
		if e.Name == name {
			var out strings.Builder
			e.Play(&out)
			return Lines(out.String())
		}
	}
	require.FailNow(t, "no example is called "+name)
	return nil
}

// Lines returns the lines of what a program printed, without the end of the
// last one.
func Lines(printed string) []string {
	return strings.Split(strings.TrimSuffix(printed, "\n"), "\n")
}

// Numbers checks that there are as many lines as patterns and that each whole
// line matches its pattern, a regular expression. It returns the numbers that
// the groups caught, in order, without the spaces around them. The test ends
// here if a line does not match or a group is no N.
func Numbers[N int | float64](t testing.TB, lines []string, patterns ...string) []N {
	t.Helper()
	require.Len(t, lines, len(patterns), strings.Join(lines, "\n"))
	var numbers []N
	for i, pattern := range patterns {
		groups := regexp.MustCompile("^(?:" + pattern + ")$").FindStringSubmatch(lines[i])
		require.NotNil(t, groups, "line %d is %q, which is not %q", i, lines[i], pattern)
		for _, group := range groups[1:] {
			n, err := strconv.ParseFloat(strings.TrimSpace(group), 64)
			require.NoError(t, err)
			require.Equal(t, n, float64(N(n)), "line %d has %s where a whole number belongs", i, group)
			numbers = append(numbers, N(n))
		}
	}
	return numbers
}
