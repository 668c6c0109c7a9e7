package exercises

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
)

func TestSubjects(t *testing.T) {
	const (
		same   = "A token without a wildcard stands for itself, letter for letter."
		whole  = "A pattern matches a whole subject: orders is not orders.eu, and nobody asked for that."
		one    = "* stands for exactly one token: not for two, not for none."
		rest   = "> stands for one token or more: whoever asks for orders.> wants all that is below orders."
		atOnce = "> stands for one token at least: orders itself is not below orders."
		letter = "A wildcard is a whole token. In a longer one the sign is a letter like others."
	)
	tests := []struct {
		pattern, subject string
		want             bool
		why              string
	}{
		{"orders", "orders", true, same},
		{"orders.eu.new", "orders.eu.new", true, same},
		{"orders", "order", false, same},
		{"orders.eu", "orders.us", false, same},
		{"orders.eu", "Orders.eu", false, same},
		{"orders.eu.new", "billing.eu.new", false, same},
		{"größe.日本", "größe.日本", true, same},
		{"größe.日本", "größe.日曜", false, same},
		{"orders", "orders.eu", false, whole},
		{"orders.eu", "orders", false, whole},
		{"orders", "orders2", false, whole},
		{"orders.eu", "orders.eu2", false, whole},
		{"orders.eu2", "orders.eu", false, whole},
		{"a.b", "a.b.a.b", false, whole},
		{"*", "orders", true, one},
		{"*", "orders.eu", false, one},
		{"orders.*", "orders.eu", true, one},
		{"orders.*", "orders", false, one},
		{"orders.*", "orders.eu.new", false, one},
		{"orders.*", "billing.eu", false, one},
		{"orders.*.new", "orders.eu.new", true, one},
		{"orders.*.new", "orders.eu.de.new", false, one},
		{"orders.*.new", "orders.new", false, one},
		{"orders.*.new", "orders.eu.old", false, one},
		{"*.*", "orders.eu", true, one},
		{"*.*", "orders", false, one},
		{"*.eu.*", "orders.eu.new", true, one},
		{"*.eu.*", "orders.us.new", false, one},
		{">", "orders", true, rest},
		{">", "orders.eu.new", true, rest},
		{"orders.>", "orders.eu", true, rest},
		{"orders.>", "orders.eu.de.new", true, rest},
		{"orders.>", "billing.eu", false, rest},
		{"orders.>", "orders2.eu", false, rest},
		{"orders.*.>", "orders.eu.new", true, rest},
		{"orders.*.>", "orders.eu.new.big", true, rest},
		{"orders.>", "orders", false, atOnce},
		{"orders.*.>", "orders.eu", false, atOnce},
		{"*.>", "orders", false, atOnce},
		{"orders.e*", "orders.eu", false, letter},
		{"orders.e*", "orders.e*", true, letter},
		{"orders.*u", "orders.eu", false, letter},
		{"orders.**", "orders.eu", false, letter},
		{"or>", "orders", false, letter},
		{"or>.eu", "or>.eu", true, letter},
		{"o.>>", "o.eu", false, letter},
		{"o.?", "o.e", false, letter},
		{"o.[a-z]", "o.e", false, letter},
	}
	synctest.Test(t, func(t *testing.T) {
		for _, test := range tests {
			if got := Match(test.pattern, test.subject); got != test.want {
				t.Errorf("Match(%q, %q) = %v: want %v.\n%s", test.pattern, test.subject, got, test.want, test.why)
			}
		}
	})
}

// All patterns of up to four tokens, and all subjects.
func TestSubjectsOfAllShapes(t *testing.T) {
	subjects := shapesOf(4, "a", "b", "ab")
	patterns := []string{">"}
	for _, head := range shapesOf(3, "a", "b", "ab", "*") {
		patterns = append(patterns, head, head+".>")
	}
	for _, pattern := range patterns {
		for _, subject := range subjects {
			got := Match(pattern, subject)
			if want := tokensMatch(strings.Split(pattern, "."), strings.Split(subject, ".")); got != want {
				t.Fatalf("Match(%q, %q) = %v: want %v.\n"+
					"A correct Match goes token by token: each stands for itself, * for exactly one, > for one\n"+
					"or more to the end; and it looks whether both have come to their end.", pattern, subject, got, want)
			}
		}
	}
}

// shapesOf returns all texts of up to n of the tokens.
func shapesOf(n int, tokens ...string) (all []string) {
	last := []string{""}
	for range n {
		var longer []string
		for _, head := range last {
			for _, token := range tokens {
				longer = append(longer, strings.TrimPrefix(head+"."+token, "."))
			}
		}
		all, last = append(all, longer...), longer
	}
	return all
}

// tokensMatch is Match as one reads it aloud, at the price of two slices.
func tokensMatch(pattern, subject []string) bool {
	switch {
	case len(pattern) == 0 || len(subject) == 0:
		return len(pattern) == len(subject)
	case pattern[0] == ">":
		return true
	}
	return (pattern[0] == "*" || pattern[0] == subject[0]) && tokensMatch(pattern[1:], subject[1:])
}

// Nothing orders the calls: whatever two of them share is a race.
func TestSubjectsFromManyGoroutines(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var wg sync.WaitGroup
		for i := range 8 {
			wg.Go(func() {
				token := fmt.Sprint("g", i)
				for range 50 {
					if !Match("a.*."+token, "a.b."+token) || Match("a."+token+".>", "a.b."+token) {
						t.Errorf("Eight goroutines call Match at the same time, and one got a wrong answer.\n" +
							"A correct Match keeps nothing that two calls could share.")
						return
					}
				}
			})
		}
		wg.Wait()
	})
}

// subjectsKept is set when an earlier run has seen that memory is kept: where it has
// grown once, it need not grow again.
var subjectsKept string

// It comes before the tests with long subjects: slices that were long once stay long.
func TestSubjectsKeepsNothing(t *testing.T) {
	tokens := 64
	allocated := leastMallocs(func() func() {
		tokens *= 2 // more than ever before
		head := strings.Repeat("t.", tokens)
		pattern, subject := head+"*", head+"end"
		return func() { Match(pattern, subject) }
	})
	if allocated > 0 && subjectsKept == "" {
		subjectsKept = fmt.Sprintf("Match was called with subjects of up to %d tokens, each longer than all before, and each\n"+
			"time memory was allocated: want never. A correct Match has no slice of tokens, neither one of its own\n"+
			"nor one that it keeps from call to call and makes longer now and then, and remembers no answers.", tokens)
	}
	if subjectsKept != "" {
		t.Fatal(subjectsKept)
	}
}

// A subject may have any number of tokens of any length, and each of them counts.
func TestSubjectsOfAnyLength(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		many, long := strings.Repeat("token.", subjectsManyTokens), strings.Repeat("x", 5000)
		for _, test := range []struct {
			what, pattern, subject string
			want                   bool
		}{
			{"5,000 tokens", many + "end", many + "end", true},
			{"5,000 tokens, of which the last differs,", many + "end", many + "and", false},
			{"5,000 tokens against one less", many + "end", many[len("token."):] + "end", false},
			{"5,000 tokens against as many wildcards", strings.Repeat("*.", subjectsManyTokens) + "end", many + "end", true},
			{"5,000 tokens against as many wildcards and >", strings.Repeat("*.", subjectsManyTokens) + ">", many + "end", true},
			{"a token of 5,000 letters", "a." + long, "a." + long, true},
			{"a token of 5,000 letters, of which the last differs,", "a." + long + "y", "a." + long + "z", false},
		} {
			if got := Match(test.pattern, test.subject); got != test.want {
				t.Fatalf("Match of %s is %v: want %v.\n"+
					"A correct Match has no limit: pattern and subject may have any number of tokens, of any length.", test.what, got, test.want)
			}
		}
	})
}

const subjectsManyTokens = 5000 // more than anybody would take for enough

// subjectsSeen numbers the subjects of all runs: no answer can be remembered.
var subjectsSeen int

func TestSubjectsAllocatesNothing(t *testing.T) {
	token, many := strings.Repeat("long-token-", 10), strings.Repeat("token.", subjectsManyTokens)
	for _, test := range []struct {
		what          string
		head, subject string // pattern and subject begin so; then comes a number
		pattern, tail string // and then they end so
		calls         int
	}{
		{"a short subject and no wildcard", "orders.eu.", "orders.eu.", "", "", 200},
		{"a subject that does not match", "billing.eu.", "orders.eu.", "", "", 200},
		{"a wildcard", "*.eu.", "orders.eu.", ".new", ".new", 200},
		{"the wildcard >", "orders.eu", "orders.eu", ".>", ".new", 200},
		{"a long token", "orders." + token, "orders." + token, "", "", 200},
		{"five thousand tokens", many, many, "", "", 10},
		{"five thousand wildcards", strings.Repeat("*.", subjectsManyTokens), many, ".>", ".new", 10},
	} {
		allocated := leastMallocs(func() func() {
			patterns, subjects := make([]string, test.calls), make([]string, test.calls)
			for i := range test.calls {
				subjectsSeen++
				patterns[i] = fmt.Sprint(test.head, subjectsSeen, test.pattern)
				subjects[i] = fmt.Sprint(test.subject, subjectsSeen, test.tail)
			}
			return func() {
				for i, subject := range subjects {
					Match(patterns[i], subject)
				}
			}
		})
		if allocated >= uint64(test.calls)/10 {
			t.Fatalf("Match was called %d times with %s, each time another, and memory was allocated %d times: want 0.\n%s",
				test.calls, test.what, allocated, subjectsMessage)
		}
	}
}

const subjectsMessage = "A correct Match looks at the tokens where they are: a part of a string is a string, and needs\n" +
	"no memory of its own. A slice of tokens does, for each message and each subscription, and so does an\n" +
	"answer that is remembered; the collector has to clear it away."

// leastMallocs returns how often what f returns allocates. Now and then somebody else
// in the process does, so it counts until nobody did, several times at most.
func leastMallocs(f func() func()) uint64 {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1)) // as testing.AllocsPerRun does
	least := ^uint64(0)
	for i := 0; i < 6 && least > 0; i++ {
		counted := f()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		counted()
		runtime.ReadMemStats(&after)
		least = min(least, after.Mallocs-before.Mallocs)
	}
	return least
}
