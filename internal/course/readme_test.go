package course

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// whole has every part that an exercise can have.
const whole = `# Exercises: Goroutines

Fill the stubs.

### Not an exercise

## gather

warm-up · 15 minutes · [gather.go](gather.go)

Run the functions **at the same time**.

- in task order
- nobody left behind

Read first: [Waiting for goroutines](../README.md#waiting-for-goroutines)

Run: ` + "`go test ./01-goroutines/exercises -run Gather`" + `

<details><summary>Hint 1: a question</summary>

Who waits?

</details>

<details><summary>Hint 2: a nudge</summary>

Look at:

    wg.Go(f)

</details>

<details><summary>Hint 3: the recipe</summary>

One slot each.

</details>

<details><summary>Why it works</summary>

Wait orders it.

</details>

When it fails: [wrong: Results in task order](../README.md#results) · [race: Races](../README.md#races) · [leak: Leaks](../../02-channels/README.md#leaks)

## firstwins

fix · 30 minutes · [firstwins.go](firstwins.go)

Mend it.
`

func TestParseTheWholeForm(t *testing.T) {
	for name, text := range map[string]string{
		"as written":            whole,
		"Windows line endings":  strings.ReplaceAll(whole, "\n", "\r\n"),
		"no newline at the end": strings.TrimRight(whole, "\n"),
		"spaces after the kind": strings.ReplaceAll(whole, "(gather.go)\n", "(gather.go)  \n"),
	} {
		t.Run(name, func(t *testing.T) {
			all, err := parseExercises(text, "01-goroutines")
			require.NoError(t, err)
			require.Equal(t, []*Exercise{{
				Topic: "01-goroutines", Name: "gather", Kind: "warm-up", Time: "15 minutes",
				Task: "Run the functions **at the same time**.\n\n- in task order\n- nobody left behind",
				Hints: []Hint{
					{"a question", "Who waits?"},
					{"a nudge", "Look at:\n\n    wg.Go(f)"},
					{"the recipe", "One slot each."},
				},
				Why:  "Wait orders it.",
				Read: Link{"Waiting for goroutines", "01-goroutines/README.md#waiting-for-goroutines"},
				Fails: map[string]Link{
					"wrong": {"Results in task order", "01-goroutines/README.md#results"},
					"race":  {"Races", "01-goroutines/README.md#races"},
					"leak":  {"Leaks", "02-channels/README.md#leaks"},
				},
			}, {
				Topic: "01-goroutines", Name: "firstwins", Kind: "fix", Time: "30 minutes",
				Task: "Mend it.", Fails: map[string]Link{},
			}}, collapse(all))
		})
	}
}

// What CONTRIBUTING.md tells authors to write is what is read.
func TestParseTheFormInCONTRIBUTING(t *testing.T) {
	text, err := os.ReadFile("../../CONTRIBUTING.md")
	require.NoError(t, err)
	_, form, ok := strings.Cut(strings.ReplaceAll(string(text), "\r\n", "\n"), "\n````\n## ")
	require.True(t, ok, "the form stands in a fence of four backticks and begins with a heading")
	form, _, _ = strings.Cut(form, "\n````\n")
	all, err := parseExercises("## "+form, "01-goroutines")
	require.NoError(t, err)
	require.Len(t, all, 1)
	e := all[0]
	require.Equal(t, "gather", e.Name)
	require.NotEmpty(t, e.Task)
	require.NotContains(t, e.Task, "<details>")
	require.NotEmpty(t, e.Time)
	require.Len(t, e.Hints, 3)
	require.Equal(t, "a question", e.Hints[0].Title)
	require.NotEmpty(t, e.Why)
	require.Equal(t, "01-goroutines/README.md#waiting-for-goroutines", e.Read.Path)
	require.Contains(t, e.Fails, "race")
	require.Contains(t, form, "Run: `"+e.Command()+"`")
}

// collapse drops the runs of empty lines that are left in a task where a part
// of it was taken out: Markdown does not show them.
func collapse(all []*Exercise) []*Exercise {
	for _, e := range all {
		for strings.Contains(e.Task, "\n\n\n") {
			e.Task = strings.ReplaceAll(e.Task, "\n\n\n", "\n\n")
		}
	}
	return all
}

func TestParseNoExercises(t *testing.T) {
	for _, text := range []string{"", "# Exercises\n\nNone yet.\n", "### deeper\n"} {
		all, err := parseExercises(text, "01-a")
		require.NoError(t, err)
		require.Empty(t, all)
	}
}

func TestParseErrors(t *testing.T) {
	const kind = "\nbuild · 5 minutes · [x.go](x.go)\n"
	for name, test := range map[string]struct{ text, want string }{
		"no kind":                {"## x\n\nDo it.\n", "x: no line `kind · minutes · [x.go](x.go)` below its heading"},
		"unknown kind":           {"## x\n\nhard · 5 minutes · [x.go](x.go)\n", "x: no line"},
		"no minutes":             {"## x\n\nbuild · [x.go](x.go)\n", "x: no line"},
		"no link":                {"## x\n\nbuild · 5 minutes · x.go\n", "x: no line"},
		"other dots":             {"## x\n\nbuild - 5 minutes - [x.go](x.go)\n", "x: no line"},
		"the second one":         {"## y\n" + kind + "## x\n", "x: no line"},
		"heading without a name": {"## \n" + kind, `the heading "## "`},
		"capital letters":        {"## Gather\n" + kind, `the heading "## Gather"`},
		"two words":              {"## first wins\n" + kind, `the heading "## first wins"`},
		"a way out":              {"## ../x\n" + kind, `the heading "## ../x"`},
		"not an exercise":        {"## x\n" + kind + "## Notes\n", "a second-level heading is an exercise's name, in lower-case letters and digits"},
		"two of a name":          {"## x\n" + kind + "## x\n" + kind, "x: there are two exercises of this name"},
		"open hint":              {"## x\n" + kind + "<details><summary>Hint 1: a question</summary>\n\ntext\n", `x: "Hint 1: a question" is not closed with </details> on a line of its own`},
		"hint closed inline":     {"## x\n" + kind + "<details><summary>Hint 1: a</summary>\ntext</details>\n", `"Hint 1: a" is not closed`},
		"hint closed by the next": {
			"## x\n" + kind + "<details><summary>Hint 1: a</summary>\ntext\n<details><summary>Hint 2: b</summary>\ntext\n</details>\n",
			`"Hint 1: a" is not closed`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := parseExercises(test.text, "01-a")
			require.ErrorContains(t, err, test.want)
		})
	}
}

func TestParseTakesTheFirstKindAndTheFirstLink(t *testing.T) {
	all, err := parseExercises("## x\n\nbuild · 5 minutes · [x.go](x.go)\n\nfix · 9 minutes · [y.go](y.go)\n"+
		"Read first: [a](../README.md#a), then [b](../README.md#b)\n", "01-a")
	require.NoError(t, err)
	require.Equal(t, "build", all[0].Kind)
	require.Equal(t, "fix · 9 minutes · [y.go](y.go)", all[0].Task)
	require.Equal(t, Link{"a", "01-a/README.md#a"}, all[0].Read)
}

func TestParseLinks(t *testing.T) {
	e := &Exercise{Topic: "01-a"}
	require.Equal(t, []Link{
		{"notes", "01-a/README.md#part"},
		{"beside", "01-a/exercises/gather.go"},
		{"elsewhere", "02-b/README.md"},
		{"web", "https://go.dev/ref/mem#here"},
	}, e.links("[notes](../README.md#part), [beside](gather.go) · [elsewhere](../../02-b/README.md) [web](https://go.dev/ref/mem#here)"))
}

// Whatever the file holds, reading it ends, with exercises that can be named or
// with an error.
func TestParseAnything(t *testing.T) {
	line := rapid.SampledFrom([]string{
		"", "text", "## x", "## y", "## ", "### z", "build · 5 minutes · [x.go](x.go)", "<details><summary>Hint 1: a</summary>",
		"<details><summary>Why it works</summary>", "</details>", "Read first: ", "Read first: [a](b)", "When it fails: [race: a](b)",
		"When it fails: [a](b)", "Run: it", "<details><summary></summary>", "\r",
	})
	rapid.Check(t, func(t *rapid.T) {
		all, err := parseExercises(strings.Join(rapid.SliceOf(line).Draw(t, "lines"), "\n"), "01-a")
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, e := range all {
			require.Regexp(t, exerciseName, e.Name)
			require.NotEmpty(t, e.Kind)
			require.False(t, seen[e.Name])
			seen[e.Name] = true
			require.NotContains(t, e.Task, "<details><summary>Hint")
		}
	})
}
