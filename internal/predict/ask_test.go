package predict

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

// asked returns a program that announces v and a Happened in which every run
// ended as given.
func asked(v Verdict, output []string, runs ...once) (Program, Happened) {
	p := Program{
		Name: "loop", Title: "Which i?", File: "loop.go",
		Source:  "// loop: Which i?\n\npackage main\n\nfunc main() {\n\tmu.Lock()\n}\n",
		Verdict: v, Output: output, Why: "Each iteration has its own i.",
	}
	return p, happened(p, runs, "")
}

// answers makes a Run that yields h at once.
func answers(h Happened) Options {
	return Options{Run: func(context.Context, Program) (Happened, error) { return h, nil }}
}

func TestAskShowsTheProgramTheTruthAndTheWhy(t *testing.T) {
	p, h := asked(Prints, []string{"0", "", "1"}, once{ending: Prints, output: []string{"0", "", "1"}})
	var out strings.Builder
	score, err := Ask(t.Context(), strings.NewReader("1\n0\n1  \n\n"), &out, []Program{p}, answers(h))
	require.NoError(t, err)
	require.Equal(t, Score{Programs: 1, Right: 1, Answers: []Answer{
		{Program: "loop", Said: Prints, Output: []string{"0", "1"}, Truth: Prints, Right: true, Happened: h},
	}}, score)
	require.Equal(t, `1 program. Say what each does; then it runs. ? explains the choices, q quits.

Which i?   1 of 1

   3  package main
   4
   5  func main() {
   6      mu.Lock()
   7  }

What does it do?
  1  prints     ends, and prints the same on every run
  2  orders     ends, and prints the same lines in one of several orders
  3  deadlocks  nothing can run any more
  4  panics     a panic or a fatal error ends it
  5  races      has a data race, whatever it prints
  6  leaks      ends, and leaves a goroutine blocked for good
> What does it print? An empty line ends.
| | | 
It runs ...
It prints.   1 run under GOMAXPROCS 1, 2 and 4
    | 0
    |
    | 1
You were right.

Each iteration has its own i.

1 of 1 right.
`, out.String())
}

func TestAskUnderstands(t *testing.T) {
	p, h := asked(Leaks, nil, once{ending: Leaks})
	for _, test := range []struct {
		typed, said string // said is the score, and what else is to be seen
		also        string
	}{
		{"6\n", "1 of 1 right.", "You were right."},
		{"leaks\n", "1 of 1 right.", ""},
		{"  LEAK \n", "1 of 1 right.", ""},
		{"l\n", "1 of 1 right.", ""},
		{"\n\n6\n", "1 of 1 right.", "> > > "},
		{"p\n6\n", "1 of 1 right.", `"p" is no choice: type a number from 1 to 6`},
		{"7\n6\n", "1 of 1 right.", `"7" is no choice`},
		{"?\n6\n", "1 of 1 right.", "In a server it would stay for ever."},
		{"6", "1 of 1 right.", ""},
		{"3\n", "0 of 1 right.", "You said that it deadlocks."},
		{"3\n", "Look again at: loop.", "It leaks."},
		{"1\nhallo\n", "0 of 1 right.", "You said that it prints."},
		{"1\n", "No answers given.", ""},
		{"q\n", "No answers given.", ""},
		{"", "No answers given.", ""},
	} {
		t.Run(test.typed, func(t *testing.T) {
			var out strings.Builder
			score, err := Ask(t.Context(), strings.NewReader(test.typed), &out, []Program{p, p}, answers(h))
			require.NoError(t, err)
			require.Equal(t, 2, score.Programs)
			require.Contains(t, out.String(), test.said)
			require.Contains(t, out.String(), test.also)
		})
	}
}

func TestAskShortensTheChoicesAfterTheFirstTime(t *testing.T) {
	p, h := asked(Leaks, nil, once{ending: Leaks})
	var out strings.Builder
	_, err := Ask(t.Context(), strings.NewReader("6\n6\n"), &out, []Program{p, p}, answers(h))
	require.NoError(t, err)
	require.Equal(t, 1, strings.Count(out.String(), "nothing can run any more"))
	require.Contains(t, out.String(), "1 prints · 2 orders · 3 deadlocks · 4 panics · 5 races · 6 leaks")
	require.Contains(t, out.String(), "2 of 2 right.")
}

func TestAskJudges(t *testing.T) {
	one, other := once{ending: Prints, output: []string{"a", "b"}}, once{ending: Prints, output: []string{"b", "a"}}
	racy := once{race: true, ending: Prints, errors: raceMark + "\nWrite at 0x00c by goroutine 7:\n  main.Main()\n      /x/loop.go:6 +0x1d\n\n"}
	for name, test := range map[string]struct {
		announced Verdict
		output    []string
		runs      []once
		typed     string
		right     bool
		says      string
	}{
		"wrong output":      {Prints, []string{"a", "b"}, []once{one}, "1\nb\na\n", false, "You were right that it prints, and it prints something else."},
		"seen orders":       {Orders, []string{"a", "b"}, []once{one, other, one}, "2\n", true, "  most often:\n    | a\n    | b\n  or:\n    | b\n    | a\n"},
		"one order seen":    {Orders, []string{"a", "b"}, []once{one}, "2\n", true, "every run took this order, on this machine and today:"},
		"luck is no answer": {Orders, []string{"a", "b"}, []once{one}, "1\na\nb\n", false, "You said that it prints."},
		"said orders":       {Prints, []string{"a", "b"}, []once{one}, "2\n", false, "You said that it prints its lines in one of several orders."},
		"a race":            {Races, nil, []once{one, racy}, "5\n", true, "    write, line 6: mu.Lock()\n"},
		"broken":            {Prints, []string{"x"}, []once{one}, "1\na\nb\n", true, "Please report this:\nloop.go announces"},
		"broken, learner":   {Deadlocks, nil, []once{one}, "3\n", false, "You said that it deadlocks."},
		"varies":            {Prints, []string{"a", "b"}, []once{one, {ending: Exits, status: 3}}, "1\na\nb\n", false, "It does not do the same on every run."},
	} {
		t.Run(name, func(t *testing.T) {
			p, h := asked(test.announced, test.output, test.runs...)
			var out strings.Builder
			score, err := Ask(t.Context(), strings.NewReader(test.typed), &out, []Program{p}, answers(h))
			require.NoError(t, err)
			require.Len(t, score.Answers, 1)
			require.Equal(t, test.right, score.Answers[0].Right)
			require.Contains(t, out.String(), test.says)
		})
	}
}

func TestAskOfARaceWithoutTheRaceDetector(t *testing.T) {
	p, _ := asked(Races, nil, once{ending: Prints})
	h := happened(p, []once{{ending: Prints}}, "no C compiler (gcc) was found")
	var out strings.Builder
	score, err := Ask(t.Context(), strings.NewReader("races\n"), &out, []Program{p}, answers(h))
	require.NoError(t, err)
	require.Equal(t, 1, score.Right)
	require.Contains(t, out.String(), "Races are not checked here: no C compiler (gcc) was found.")
}

func TestAskTakesPanicOrRaceForTheCheckOfMaps(t *testing.T) {
	p, h := asked(Panics, nil, once{ending: Panics, errors: "fatal error: concurrent map writes\n", message: "fatal error: concurrent map writes"},
		once{race: true, ending: Prints, errors: raceMark})
	p.Panic = "concurrent map writes"
	for _, typed := range []string{"4\n", "5\n"} {
		var out strings.Builder
		score, err := Ask(t.Context(), strings.NewReader(typed), &out, []Program{p}, answers(h))
		require.NoError(t, err)
		require.Equal(t, 1, score.Right)
		require.Contains(t, out.String(), "It panics.")
		require.Contains(t, out.String(), "    fatal error: concurrent map writes\n")
	}
}

func TestAskRunsTheProgramWhileTheLearnerThinks(t *testing.T) {
	p, h := asked(Leaks, nil, once{ending: Leaks})
	in, typed := io.Pipe()
	defer typed.Close()
	run := func(context.Context, Program) (Happened, error) {
		go func() { _, _ = io.WriteString(typed, "6\n") }() // only now is an answer typed
		return h, nil
	}
	score, err := Ask(t.Context(), in, io.Discard, []Program{p}, Options{Run: run})
	require.NoError(t, err)
	require.Equal(t, 1, score.Right)
}

func TestAskEndsWithItsContext(t *testing.T) {
	p, h := asked(Leaks, nil, once{ending: Leaks})
	stopped := errors.New("stopped")

	t.Run("at the prompt", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		in, typed := io.Pipe() // nothing is ever typed
		defer typed.Close()
		out := writerFunc(func(b []byte) (int, error) {
			if bytes.Contains(b, []byte("> ")) {
				cancel(stopped)
			}
			return len(b), nil
		})
		_, err := Ask(ctx, in, out, []Program{p}, answers(h))
		require.ErrorIs(t, err, stopped)
	})

	t.Run("while the program runs", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		ended := false
		run := func(ctx context.Context, p Program) (Happened, error) {
			if p.Name == "loop" {
				return h, nil
			}
			cancel(stopped)
			<-ctx.Done()
			ended = true
			return Happened{}, context.Cause(ctx)
		}
		second := p
		second.Name = "second"
		score, err := Ask(ctx, strings.NewReader("6\n6\n"), io.Discard, []Program{p, second}, Options{Run: run})
		require.ErrorIs(t, err, stopped)
		require.Len(t, score.Answers, 1, "what was answered before counts")
		require.True(t, ended, "Ask waits for what it started")
	})
}

func TestAskStopsTheProgramWhenTheLearnerQuits(t *testing.T) {
	p, _ := asked(Leaks, nil, once{ending: Leaks})
	ended := false
	run := func(ctx context.Context, _ Program) (Happened, error) {
		<-ctx.Done()
		ended = true
		return Happened{}, context.Cause(ctx)
	}
	_, err := Ask(t.Context(), strings.NewReader("q\n"), io.Discard, []Program{p}, Options{Run: run})
	require.NoError(t, err)
	require.True(t, ended)
}

func TestAskEndsItsReaderWithItself(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	p, h := asked(Leaks, nil, once{ending: Leaks})
	_, err := Ask(context.Background(), strings.NewReader("6\nmore\n"), io.Discard, []Program{p}, answers(h))
	require.NoError(t, err)
}

func TestAskPassesErrorsOn(t *testing.T) {
	p, h := asked(Leaks, nil, once{ending: Leaks})
	bad := errors.New("bad")
	fails := Options{Run: func(context.Context, Program) (Happened, error) { return Happened{}, bad }}
	_, err := Ask(t.Context(), strings.NewReader("6\n"), io.Discard, []Program{p}, fails)
	require.ErrorIs(t, err, bad)
	require.ErrorContains(t, err, "loop: ")

	_, err = Ask(t.Context(), io.MultiReader(strings.NewReader("6\n"), readerFunc(func([]byte) (int, error) { return 0, bad })),
		io.Discard, []Program{p, p}, answers(h))
	require.ErrorIs(t, err, bad)

	writes := 0
	failsOnce := writerFunc(func(b []byte) (int, error) {
		if writes++; writes == 1 {
			return 0, bad
		}
		return len(b), nil
	})
	_, err = Ask(t.Context(), strings.NewReader("6\n6\n"), failsOnce, []Program{p, p}, answers(h))
	require.ErrorIs(t, err, bad)
	require.Equal(t, 1, writes, "nothing is written behind a gap")
}

func TestScoreIsJSON(t *testing.T) {
	p, h := asked(Leaks, nil, once{ending: Leaks})
	score, err := Ask(t.Context(), strings.NewReader("6\n"), io.Discard, []Program{p}, answers(h))
	require.NoError(t, err)
	data, err := json.Marshal(score)
	require.NoError(t, err)
	require.JSONEq(t, `{"programs": 1, "right": 1, "answers": [{"program": "loop", "said": "leaks", "truth": "leaks", "right": true,
		"happened": {"verdict": "leaks", "outputs": [[]], "runs": 1, "raced": 0}}]}`, string(data))
	empty, err := Ask(t.Context(), strings.NewReader(""), io.Discard, nil, Options{})
	require.NoError(t, err)
	data, err = json.Marshal(empty)
	require.NoError(t, err)
	require.JSONEq(t, `{"programs": 0, "right": 0, "answers": []}`, string(data))
}

func TestColourOnlyWhereItIsWanted(t *testing.T) {
	require.False(t, colourful(&strings.Builder{}))
	file, err := os.Create(t.TempDir() + "/out")
	require.NoError(t, err)
	defer file.Close()
	require.False(t, colourful(file), "a file is no terminal")
	plain, coloured := &page{}, &page{colour: true}
	require.Equal(t, "right", plain.green("right"))
	require.Equal(t, "\x1b[32mright\x1b[0m", coloured.green("right"))
}

func TestProseIsWrappedBetweenWords(t *testing.T) {
	require.Equal(t, []string{"with", "-race", "done"}, wrap("with  -race\ndone", 6))
	require.Equal(t, []string{"ünder -race"}, wrap("ünder -race", 11), "letters count, not bytes")
	require.Equal(t, []string{"incomprehensibly", "long"}, wrap("incomprehensibly long", 4))
	require.Equal(t, []string{""}, wrap("", 4))
	var out strings.Builder
	(&page{out: &out}).help()
	for line := range strings.Lines(out.String()) {
		require.LessOrEqual(t, len([]rune(line)), width+1)
	}
}

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(b []byte) (int, error) { return f(b) }

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(b []byte) (int, error) { return f(b) }
