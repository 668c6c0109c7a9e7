// Package lesson plays a topic's examples and puts what they do into the
// execution trace. It imports the standard library only, so that playing an
// example compiles next to nothing.
package lesson

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/trace"
	"strings"
)

// An Example is one program of a topic: it prints a trace that a person can
// follow, ends by itself in about a second, and needs no arguments.
type Example struct {
	Name  string // what the learner types; also the name of its file and its picture
	About string // one line
	Play  func(out io.Writer)
}

// Region is the name of the trace region that spans an example when it is
// played with -trace: what lies outside it is the player, not the example.
const Region = "example"

const usage = `usage: go run ./%[1]s/... [-trace FILE] [list | NAME...]

With no name it plays every example of %[1]s in order.

  list         list the examples
  NAME...      play these
  -trace FILE  write the execution trace of the one NAME to FILE
`

// Main plays the examples of topic as the command line asks and ends the
// process: status 0, or 2 when the arguments make no sense.
func Main(topic string, examples []Example) {
	os.Exit(run(topic, examples, os.Args[1:], os.Stdout, os.Stderr))
}

func run(topic string, examples []Example, args []string, out, errOut io.Writer) int {
	flags := flag.NewFlagSet(topic, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	traceFile := flags.String("trace", "", "")
	names, err := parse(flags, args)
	if errors.Is(err, flag.ErrHelp) {
		fmt.Fprintf(out, usage, topic)
		return 0
	}
	if err != nil {
		fmt.Fprintf(errOut, "%s: %v\n"+usage, topic, err, topic)
		return 2
	}
	if len(names) == 1 && names[0] == "list" {
		list(out, examples)
		return 0
	}
	chosen, unknown := choose(examples, names)
	if unknown != "" {
		fmt.Fprintf(errOut, "%s has no example %q. It has:\n", topic, unknown)
		list(errOut, examples)
		return 2
	}
	if *traceFile == "" {
		playAll(out, topic, chosen, len(names) == 0)
		return 0
	}
	if len(names) != 1 {
		fmt.Fprintf(errOut, "%s: -trace takes one example: name it\n", topic)
		return 2
	}
	if err := playTraced(out, chosen[0], *traceFile); err != nil {
		fmt.Fprintf(errOut, "%s: %v\n", topic, err)
		return 1
	}
	return 0
}

// parse returns the arguments that are no flags. Package flag takes no flag
// after the first of them; here one may stand anywhere.
func parse(flags *flag.FlagSet, args []string) (names []string, err error) {
	for {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		if flags.NArg() == 0 {
			return names, nil
		}
		names, args = append(names, flags.Arg(0)), flags.Args()[1:]
	}
}

// choose returns the named examples in the order asked for, or all of them when
// no name is given. The second result is the first name that is not there.
func choose(examples []Example, names []string) ([]Example, string) {
	if len(names) == 0 {
		return examples, ""
	}
	var chosen []Example
	for _, name := range names {
		found := false
		for _, e := range examples {
			if e.Name == name {
				chosen = append(chosen, e)
				found = true
			}
		}
		if !found {
			return nil, name
		}
	}
	return chosen, ""
}

func list(out io.Writer, examples []Example) {
	width := 0
	for _, e := range examples {
		width = max(width, len(e.Name))
	}
	for _, e := range examples {
		fmt.Fprintf(out, "  %-*s  %s\n", width, e.Name, e.About)
	}
}

// playAll plays the examples one after the other. More than one, each gets a
// headline; after a whole topic, the reader is told how to play one again.
func playAll(out io.Writer, topic string, examples []Example, whole bool) {
	for i, e := range examples {
		if len(examples) > 1 {
			if i > 0 {
				fmt.Fprintln(out)
			}
			fmt.Fprintf(out, "== %s: %s\n", e.Name, e.About)
		}
		e.Play(out)
	}
	if whole && len(examples) > 0 {
		fmt.Fprintf(out, "\nOne again: go run ./%s/... %s\n", topic, examples[0].Name)
	}
}

// playTraced plays one example inside a trace region called Region.
func playTraced(out io.Writer, e Example, name string) (err error) {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := trace.Start(f); err != nil {
		return err
	}
	defer trace.Stop()
	trace.WithRegion(context.Background(), Region, func() { e.Play(out) })
	return nil
}

// The categories of the log events that Name, Sent, Received and Note leave in
// an execution trace.
const (
	LogName     = "name"     // the message is the goroutine's name
	LogSent     = "sent"     // the message is "channel\tvalue"
	LogReceived = "received" // the message is "channel\tvalue"
	LogNote     = "note"     // the message is the note
)

// Name gives the calling goroutine a name in the example's picture. It costs
// one atomic load when no trace is taken.
func Name(name string) { log(LogName, name) }

// Sent notes in the trace that the calling goroutine sent value on a channel
// that readers know as channel. Call it right before the send: whoever
// receives the value may act on it before the sender runs again.
func Sent(channel string, value any) { logValue(LogSent, channel, value) }

// Received notes in the trace that the calling goroutine received value from
// a channel that readers know as channel. Call it right after the receive.
func Received(channel string, value any) { logValue(LogReceived, channel, value) }

// Note marks a moment of the calling goroutine in the example's picture.
func Note(text string) { log(LogNote, text) }

func log(category, message string) {
	if trace.IsEnabled() {
		trace.Log(context.Background(), category, strings.TrimSpace(message))
	}
}

func logValue(category, channel string, value any) {
	if trace.IsEnabled() {
		trace.Log(context.Background(), category, channel+"\t"+fmt.Sprint(value))
	}
}
