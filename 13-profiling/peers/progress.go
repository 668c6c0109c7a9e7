package main

import (
	"fmt"
	"io"
	"os"
)

// A progress tells a person who waits how far the measurement is: on a terminal
// a line that changes, elsewhere one line for each row.
type progress struct {
	out      io.Writer
	rounds   int
	terminal bool
}

func newProgress(out io.Writer, rounds int) *progress {
	p := &progress{out: out, rounds: rounds}
	if f, ok := out.(*os.File); ok {
		info, err := f.Stat()
		p.terminal = err == nil && info.Mode()&os.ModeCharDevice != 0
	}
	return p
}

// round is called after each round.
func (p *progress) round(r row) {
	if p.terminal {
		fmt.Fprintf(p.out, "\r\x1b[K%s", p.line(r))
	}
}

// done is called once a row is measured.
func (p *progress) done(r row) {
	if p.terminal {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
	fmt.Fprintln(p.out, p.line(r))
}

func (p *progress) line(r row) string {
	line := fmt.Sprintf("%s %s n=%s: %d of %d rounds", r.contest.Topic, r.contest.Name, thousands(r.size), len(r.ratios[0]), p.rounds)
	if r.dropped > 0 {
		line += fmt.Sprintf(", %d dropped (other processes used %.0f %% of the CPU)", r.dropped, r.others)
	}
	return line
}
