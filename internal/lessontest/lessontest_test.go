package lessontest_test

import (
	"fmt"
	"io"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"

	"example.com/mastery/internal/lesson"
	"example.com/mastery/internal/lessontest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var examples = []lesson.Example{
	{Name: "two", Play: func(out io.Writer) { fmt.Fprintln(out, "a\nb") }},
	{Name: "none", Play: func(io.Writer) {}},
}

func TestPlay(t *testing.T) {
	require.Equal(t, []string{"a", "b"}, lessontest.Play(t, examples, "two"))
	require.Equal(t, []string{""}, lessontest.Play(t, examples, "none"))
	require.Contains(t, failure(t, func(t testing.TB) { lessontest.Play(t, examples, "three") }), "no example is called three")
}

func TestNumbers(t *testing.T) {
	lines := []string{"took   12 ms", "3 of 4"}
	require.Equal(t, []int{12, 3, 4}, lessontest.Numbers[int](t, lines, `took +(\d+) ms`, `(\d) of (\d)`))
	require.Equal(t, []float64{12}, lessontest.Numbers[float64](t, lines[:1], `took(.*)ms`))
	require.Equal(t, []float64{0.5}, lessontest.Numbers[float64](t, []string{"0.5"}, `(.*)`))
	require.Empty(t, lessontest.Numbers[int](t, []string{"b"}, "a|b"))
	for _, c := range []struct {
		pattern string
		lines   []string
		said    string
	}{
		{`(\d)`, []string{"3", "more"}, "should have 1 item"},
		{`(\d)`, []string{"3 of 4"}, `line 0 is "3 of 4", which is not`},
		{"(.*)", []string{"x"}, "invalid syntax"},
		{"(.*)", []string{"1.5"}, "line 0 has 1.5 where a whole number belongs"},
	} {
		require.Contains(t, failure(t, func(t testing.TB) { lessontest.Numbers[int](t, c.lines, c.pattern) }), c.said)
	}
}

// A recorder is a test whose failure is expected.
type recorder struct {
	testing.TB
	said string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) { r.said += fmt.Sprintf(format, args...) }

func (r *recorder) FailNow() { runtime.Goexit() }

// failure returns what a test that must fail says.
func failure(t *testing.T, test func(testing.TB)) string {
	t.Helper()
	r := &recorder{TB: t}
	done := make(chan struct{})
	go func() { // ends with the test
		defer close(done)
		test(r)
		r.said = ""
	}()
	<-done
	require.NotEmpty(t, r.said, "the test passed")
	return r.said
}
