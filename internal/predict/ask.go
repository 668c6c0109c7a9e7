package predict

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

// Options say how to ask.
type Options struct {
	// Run finds out what a program does. Nil means the function Run.
	Run func(context.Context, Program) (Happened, error)
}

// A Score is what came of asking.
type Score struct {
	Programs int      `json:"programs"` // how many there were to ask about
	Right    int      `json:"right"`
	Answers  []Answer `json:"answers"` // those that were given, in order
}

// An Answer is the learner's prediction beside what happened.
type Answer struct {
	Program  string   `json:"program"`
	Said     Verdict  `json:"said"`
	Output   []string `json:"output,omitempty"` // said too, when the verdict was prints
	Truth    Verdict  `json:"truth"`            // the announced verdict or, should that not hold, what happened
	Right    bool     `json:"right"`            // verdict and output
	Happened Happened `json:"happened"`
}

// errQuit is the learner's wish to stop, by q or the end of the input.
var errQuit = errors.New("quit")

// Ask asks about the programs, one after the other: it shows the program, reads
// a prediction, runs the program and says who was right. A program runs while
// the learner thinks. At q or the end of in, Ask prints the score and returns
// without error; when ctx ends, it returns ctx's cause with the score so far.
//
// A read from in can't be interrupted: after ctx's end, one goroutine stays in
// it until in yields a line, an error or its end.
func Ask(ctx context.Context, in io.Reader, out io.Writer, programs []Program, o Options) (Score, error) {
	ctx, cancel := context.WithCancel(ctx)
	var running sync.WaitGroup
	defer running.Wait()
	defer cancel()
	if o.Run == nil {
		o.Run = Run
	}
	a := &asker{page: newPage(out), in: listen(ctx, in), run: o.Run, running: &running}
	score := Score{Programs: len(programs), Answers: []Answer{}}
	a.welcome(len(programs))
	for i, p := range programs {
		answer, err := a.ask(ctx, p, fmt.Sprintf("%d of %d", i+1, len(programs)))
		if errors.Is(err, errQuit) {
			break
		}
		if err != nil {
			return score, err
		}
		score.Answers = append(score.Answers, answer)
		if answer.Right {
			score.Right++
		}
	}
	a.farewell(score)
	return score, a.err
}

// An asker holds the talk with the learner.
type asker struct {
	*page
	in      *input
	run     func(context.Context, Program) (Happened, error)
	running *sync.WaitGroup // the programs that run while the learner thinks
}

// ask asks about one program. It fails with errQuit, with ctx's cause, or
// because the program could not be run.
func (a *asker) ask(ctx context.Context, p Program, number string) (Answer, error) {
	answer := Answer{Program: p.Name}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ran := a.start(ctx, p)

	a.title(number, p.Title)
	a.code(p.Source)
	var err error
	if answer.Said, err = a.verdict(ctx); err != nil {
		return answer, err
	}
	if answer.Said == Prints {
		if answer.Output, err = a.output(ctx); err != nil {
			return answer, err
		}
	}
	a.line("")
	a.line("It runs ...")
	r := <-ran // it ends with ctx
	if r.err != nil {
		return answer, fmt.Errorf("%s: %w", p.Name, r.err)
	}
	a.judge(p, &answer, r.happened)
	return answer, a.err
}

// A result is what Run returned.
type result struct {
	happened Happened
	err      error
}

// start runs p in a goroutine that ends with the run; the channel has room for
// its result, whether or not anybody still wants it.
func (a *asker) start(ctx context.Context, p Program) <-chan result {
	ran := make(chan result, 1)
	a.running.Go(func() {
		h, err := a.run(ctx, p)
		ran <- result{h, err}
	})
	return ran
}

// verdict asks until the answer is one of the six.
func (a *asker) verdict(ctx context.Context) (Verdict, error) {
	a.line("")
	a.line(a.bold("What does it do?"))
	a.choices()
	for {
		line, err := a.in.next(ctx, a.page, "> ")
		if err != nil {
			return "", err
		}
		switch word := strings.ToLower(strings.TrimSpace(line)); word {
		case "":
		case "?", "help":
			a.help()
		case "q", "quit":
			return "", errQuit
		default:
			if v, ok := choice(word); ok {
				return v, nil
			}
			a.line(fmt.Sprintf("%q is no choice: type a number from 1 to %d or a word of the list. ? explains them, q quits.",
				line, len(announceable)))
		}
	}
}

// choice returns the verdict that a number, a word or its beginning names.
func choice(word string) (Verdict, bool) {
	var found []Verdict
	for i, v := range announceable {
		if word == fmt.Sprint(i+1) || strings.HasPrefix(string(v), word) {
			found = append(found, v)
		}
	}
	if len(found) != 1 {
		return "", false
	}
	return found[0], true
}

// output asks what the program prints. The end of the input ends the text too.
func (a *asker) output(ctx context.Context) ([]string, error) {
	a.line("What does it print? An empty line ends.")
	var lines []string
	for {
		line, err := a.in.next(ctx, a.page, "| ")
		if errors.Is(err, errQuit) && len(lines) > 0 {
			return lines, nil
		}
		if err != nil {
			return nil, err
		}
		if strings.TrimSpace(line) == "" {
			return lines, nil
		}
		lines = append(lines, strings.TrimRight(line, " \t"))
	}
}

// judge shows what happened and decides who was right. Should the announced
// answer not be what happened, then what happened counts.
func (a *asker) judge(p Program, answer *Answer, h Happened) {
	truth := p.Verdict
	broken := Holds(p, h)
	if broken != nil {
		truth = h.Verdict
	} else {
		h.explain(p, truth)
	}
	answer.Truth, answer.Happened = truth, h
	a.happened(truth, h)
	if truth == Races && h.Unraced != "" {
		a.line("Races are not checked here: " + h.Unraced + ". This is the announced answer.")
	}

	verdict := answer.Said == truth || answer.Said == Races && h.Verdict == Races
	printed := answer.Said != Prints || len(h.Outputs) > 0 && slices.Equal(answer.Output, withoutBlank(h.Outputs[0]))
	answer.Right = verdict && printed
	switch {
	case answer.Right:
		a.line(a.green("You were right."))
	case verdict:
		a.line(a.red("You were right that it prints, and it prints something else."))
	default:
		a.line(a.red(fmt.Sprintf("You said that it %s.", phrase(answer.Said))))
	}
	a.line("")
	if broken != nil {
		a.text("", "The course announces another answer than what happened here. Please report this: "+broken.Error())
		return
	}
	a.text("", p.Why)
}

// withoutBlank drops empty lines, which a learner can't type.
func withoutBlank(lines []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(l string) bool { return strings.TrimSpace(l) == "" })
}
