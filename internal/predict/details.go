package predict

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// goroutineHead is the first line of an entry in a goroutine dump.
var goroutineHead = regexp.MustCompile(`(?m)^goroutine \d+(?: gp=\S+ m=\S+(?: mp=\S+)?)? \[([^\],]+)[^\]]*\]:$`)

// stays reports whether the dump, made after main returned, has a goroutine
// that is there for good. One that sleeps will wake, if anybody waits.
func stays(dump string) bool {
	for _, match := range goroutineHead.FindAllStringSubmatch(dump, -1) {
		if match[1] != "sleep" {
			return true
		}
	}
	return false
}

// blocked says of each goroutine in a dump what it waits for and in which line
// of the program: "chan send, line 12: ch <- 1".
func (p Program) blocked(dump string) []string {
	var all []string
	count := map[string]int{}
	for block := range strings.SplitSeq(dump, "\n\n") {
		match := goroutineHead.FindStringSubmatch(block)
		if match == nil {
			continue
		}
		at := p.line(block) // at the least, where it was started
		if at == "" {
			continue
		}
		line := match[1] + ", " + at
		if count[line]++; count[line] == 1 {
			all = append(all, line)
		}
	}
	for i, line := range all {
		if n := count[line]; n > 1 {
			all[i] = fmt.Sprintf("%d goroutines: %s", n, line)
		}
	}
	return all
}

// panicked says which line of the program was running when it panicked.
func (p Program) panicked(text string) []string {
	_, stack, _ := strings.Cut(text, "\ngoroutine ")
	if at := p.line(stack); at != "" {
		return []string{at}
	}
	return nil
}

// accessHead is the first line of either side of a race.
var accessHead = regexp.MustCompile(`(?im)^(?:previous )?((?:atomic )?(?:read|write)) at 0x`)

// accesses says of the first race in a report what was done in which line:
// "write, line 15: hits++".
func (p Program) accesses(report string) []string {
	_, report, _ = strings.Cut(report, raceMark)
	report, _, _ = strings.Cut(report, "==================")
	var all []string
	for block := range strings.SplitSeq(report, "\n\n") {
		match := accessHead.FindStringSubmatch(block)
		if match == nil {
			continue
		}
		if at := p.line(block); at != "" {
			all = append(all, strings.ToLower(match[1])+", "+at)
		}
	}
	return all
}

// line returns the innermost line of the program in a stack, with its text.
func (p Program) line(stack string) string {
	place := regexp.MustCompile(`[/\\]` + regexp.QuoteMeta(p.Name) + `\.go:(\d+)`)
	match := place.FindStringSubmatch(stack)
	if match == nil {
		return ""
	}
	n, _ := strconv.Atoi(match[1])
	lines := strings.Split(p.Source, "\n")
	if n < 1 || n > len(lines) {
		return "line " + match[1]
	}
	return fmt.Sprintf("line %d: %s", n, strings.TrimSpace(lines[n-1]))
}
