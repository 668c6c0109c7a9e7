package predict

import (
	"fmt"
	"strings"
)

func (p *page) welcome(programs int) {
	p.text("", fmt.Sprintf("%s. Say what each does; then it runs. ? explains the choices, q quits.", count(programs, "program")))
}

func (p *page) title(number, title string) {
	p.line("")
	p.line(p.bold(title) + "   " + p.faint(number))
	p.line("")
}

// code shows a program under the line numbers of its file. The first line, the
// title, was shown already.
func (p *page) code(source string) {
	lines := strings.Split(strings.TrimRight(source, "\n"), "\n")
	first := 1
	for first < len(lines) && strings.TrimSpace(lines[first]) == "" {
		first++
	}
	for i := first; i < len(lines); i++ {
		number := fmt.Sprintf("%4d  ", i+1)
		p.line(strings.TrimRight(p.faint(number)+strings.ReplaceAll(lines[i], "\t", "    "), " "))
	}
}

// meanings explain the verdicts, in the order in which they are offered.
var meanings = map[Verdict][2]string{
	Prints:    {"ends, and prints the same on every run", "The function main returns, and whatever the scheduler does, the output is the same. You will be asked for it."},
	Orders:    {"ends, and prints the same lines in one of several orders", "The function main returns. Which lines are printed is certain, which comes first is not."},
	Deadlocks: {"nothing can run any more", "Every goroutine waits for another, and the runtime ends the program: all goroutines are asleep - deadlock!"},
	Panics:    {"a panic or a fatal error ends it", "A panic that nobody recovers, in any goroutine, or a fault that the runtime finds, such as the unlock of an unlocked mutex."},
	Races:     {"has a data race, whatever it prints", "Two goroutines touch the same memory, one of them writes, and nothing orders the two. The race detector sees it."},
	Leaks:     {"ends, and leaves a goroutine blocked for good", "The function main returns while another goroutine is blocked and nothing can wake it. In a server it would stay for ever."},
}

// choices lists the verdicts, with their meanings the first time.
func (p *page) choices() {
	var short []string
	for i, v := range announceable {
		short = append(short, fmt.Sprintf("%d %s", i+1, v))
		if !p.explained {
			p.line(fmt.Sprintf("  %d  %-10s %s", i+1, v, p.faint(meanings[v][0])))
		}
	}
	if p.explained {
		p.line("  " + strings.Join(short, " · "))
	}
	p.explained = true
}

func (p *page) help() {
	for _, v := range announceable {
		p.line(p.bold(string(v)))
		p.text("    ", meanings[v][1])
	}
	p.text("", "Type the number, the word or its first letters. q quits.")
}

// phrase completes "it ...".
func phrase(v Verdict) string {
	switch v {
	case Orders:
		return "prints its lines in one of several orders"
	case Varies:
		return "does not do the same on every run"
	case Exits:
		return "exits"
	default:
		return string(v)
	}
}

// happened shows what a program did.
func (p *page) happened(v Verdict, h Happened) {
	runs := count(h.Runs, "run") + " under GOMAXPROCS 1, 2 and 4"
	if h.Raced > 0 {
		runs += fmt.Sprintf(", %d with the race detector", h.Raced)
	}
	p.line(p.bold("It "+phrase(v)+".") + "   " + p.faint(runs))
	p.outputs(v, h.Outputs)
	if h.Message != "" {
		p.line("    " + h.Message)
	}
	for _, line := range h.Details {
		p.line("    " + line)
	}
}

// outputs shows what was printed. Where that varies, a few examples do.
func (p *page) outputs(v Verdict, outputs [][]string) {
	const few = 3
	for i, output := range outputs {
		switch {
		case i == few:
			p.line(fmt.Sprintf("  and %d more", len(outputs)-few))
			return
		case len(outputs) > 1 && i == 0:
			p.line("  most often:")
		case len(outputs) > 1:
			p.line("  or:")
		case v == Orders:
			p.line("  every run took this order, on this machine and today:")
		}
		for _, line := range output {
			p.line(strings.TrimRight("    "+p.faint("|")+" "+line, " "))
		}
	}
}

func (p *page) farewell(s Score) {
	p.line("")
	if len(s.Answers) == 0 {
		p.line("No answers given.")
		return
	}
	p.line(p.bold(fmt.Sprintf("%d of %d right.", s.Right, len(s.Answers))))
	var missed []string
	for _, a := range s.Answers {
		if !a.Right {
			missed = append(missed, a.Program)
		}
	}
	if len(missed) > 0 {
		p.text("", "Look again at: "+strings.Join(missed, ", ")+".")
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
