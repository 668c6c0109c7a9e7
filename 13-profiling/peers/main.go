// Command peers measures the course's libraries against the packages that
// people would otherwise use, side by side in one run, and prints the ratios as
// Markdown. It is a module of its own, so that the course does not depend on
// what only measures it.
//
//	go run .                        all contests, about a minute a topic
//	go run . -topic 01-goroutines   one topic
//	go run . -write                 and put each table into its topic's README
//
// A benchmark's number says little on a machine that does other things as well.
// So the entries of a contest take turns of a few milliseconds within each
// round, ours is divided by the peer's time of the same round, and of the
// rounds' ratios the median is printed, with the middle half as the spread.
// Turns in which the kernel gave one of our CPUs to another process do not
// count, and rounds in which other processes used much of the CPU are dropped,
// on Linux, where both can be measured. The same contests are Go benchmarks, too, for a profile: go test -bench .
//
// A topic's contests are in a file of its own, such as topic01.go, which calls
// register in its init function. Beside it a test file has the Go benchmark of
// each contest, and tests of what the notes say about the peers.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl-C kills
	os.Exit(run(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// options are the command line, read.
type options struct {
	plan
	topic string
	root  string
	write bool
}

func readOptions(args []string, errOut io.Writer) (*options, error) {
	o := &options{plan: plan{turn: 2 * time.Millisecond, now: time.Now, usage: readUsage, preempted: readPreempted}}
	flags := flag.NewFlagSet("peers", flag.ContinueOnError)
	flags.SetOutput(errOut)
	flags.StringVar(&o.topic, "topic", "", "measure this topic only, such as 01-goroutines")
	flags.IntVar(&o.rounds, "rounds", 20, "rounds for each size of each contest")
	flags.DurationVar(&o.round, "round", 500*time.Millisecond, "how long a round takes")
	flags.Float64Var(&o.others, "others", 6, "drop rounds in which other processes used more than this percentage of the CPU; 100 drops none")
	flags.BoolVar(&o.write, "write", false, "also write each table into its topic's README, between "+beginMark+" and "+endMark)
	flags.StringVar(&o.root, "root", filepath.Join("..", ".."), "the folder of the topics")
	if err := flags.Parse(args); err != nil {
		return nil, err
	}
	if flags.NArg() > 0 {
		return nil, fmt.Errorf("it takes flags only, not %q", flags.Arg(0))
	}
	if o.rounds < 1 || o.round <= 0 {
		return nil, errors.New("-rounds and -round must be positive")
	}
	return o, nil
}

// run returns the exit status: 0; 1 when a table could not be written or the
// machine was too busy to measure; 2 for arguments that make no sense; 130 when
// it was stopped early.
func run(ctx context.Context, args []string, out, errOut io.Writer) int {
	o, err := readOptions(args, errOut)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	var chosen []*Contest
	if err == nil {
		chosen, err = ofTopic(o.topic)
	}
	if err != nil {
		fmt.Fprintln(errOut, "peers:", err)
		return 2
	}
	_, blind := o.usage()
	if blind != nil {
		fmt.Fprintln(errOut, "peers: can't measure what other processes use, so all rounds count:", blind)
	}
	rows, err := o.measureAll(ctx, chosen, errOut)
	status := o.report(rows, err == nil, blind, out, errOut)
	if err != nil {
		fmt.Fprintln(errOut, "peers:", err)
		status = 1
	}
	if ctx.Err() != nil {
		status = 130
	}
	return status
}

var (
	errStopped = errors.New("stopped early: the table has what was measured until then, and was written nowhere")
	errBusy    = errors.New("the machine was never quiet enough; try again later, or keep all rounds with -others 100")
)

// measureAll measures until it is done, or ctx is cancelled, or it finds that
// the machine is too busy for it. It returns what it has.
func (o *options) measureAll(ctx context.Context, chosen []*Contest, errOut io.Writer) ([]row, error) {
	var rows []row
	say := newProgress(errOut, o.rounds)
	for _, c := range chosen {
		for _, size := range c.Sizes {
			r := o.measure(ctx, c, size, say.round)
			say.done(r)
			if r.never() {
				return rows, errBusy
			}
			if len(r.ratios[0]) > 0 {
				rows = append(rows, r)
			}
			if ctx.Err() != nil {
				return rows, errStopped
			}
		}
	}
	return rows, nil
}

// report prints a table for each topic and, if the measurement is complete and
// that was asked for, writes it where it belongs. It returns the exit status.
func (o *options) report(rows []row, complete bool, blind error, out, errOut io.Writer) int {
	status := 0
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].contest.Topic == rows[0].contest.Topic {
			n++
		}
		topic, text := rows[0].contest.Topic, table(rows[:n], o.foot(rows[:n], blind))
		fmt.Fprintf(out, "## %s\n\n%s\n", topic, text)
		if o.write && complete {
			if err := write(filepath.Join(o.root, topic), text); err != nil {
				fmt.Fprintln(errOut, "peers:", err)
				status = 1
			}
		}
		rows = rows[n:]
	}
	return status
}
