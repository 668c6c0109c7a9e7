package timeline

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// machinery reports whether a function belongs to what programs wait through,
// not to what they are about.
func machinery(fn string) bool {
	switch packageOf(fn) {
	case "runtime", "sync", "internal/sync", "internal/poll", "internal/runtime/maps", "runtime/trace",
		"time", "testing/synctest", "internal/synctest", "sync/atomic", "internal/race", "context":
		return true
	}
	return false
}

// wrapper reports whether a goroutine that starts in fn only calls a function
// that it was given: sync.WaitGroup.Go and its like hide the user's function,
// and so does the compiler's wrapper for a go statement with arguments.
func wrapper(fn string) bool {
	switch packageOf(fn) {
	case "sync", "testing", "testing/synctest", "internal/synctest", "runtime", "runtime/trace",
		"golang.org/x/sync/errgroup", "golang.org/x/sync/singleflight", "time":
		return true
	}
	return goMethod.MatchString(fn) || goWrap.MatchString(fn)
}

var (
	// goMethod matches a method called Go or TryGo, its closures included:
	// whoever has one starts other people's functions.
	goMethod = regexp.MustCompile(`\.(Go|TryGo)(\.(func|gowrap)?\d+)*$`)
	// goWrap matches what the compiler makes of "go f(x)".
	goWrap = regexp.MustCompile(`\.gowrap\d+$`)
)

// system reports whether a goroutine that starts in fn belongs to the runtime
// or the tracer.
func system(fn string) bool {
	pkg := packageOf(fn)
	return pkg == "runtime" && fn != "runtime.main" || pkg == "runtime/trace" || pkg == "os/signal"
}

// packageOf returns the import path of a function as the runtime writes it:
// "example.com/a/b.(*T).Method.func1" has "example.com/a/b".
func packageOf(fn string) string {
	slash := strings.LastIndexByte(fn, '/') + 1
	if dot := strings.IndexByte(fn[slash:], '.'); dot >= 0 {
		return fn[:slash+dot]
	}
	return fn
}

// shortName is a function's name as a lane shows it: without the path of its
// package, and without the package too if that is main.
func shortName(fn string) string {
	fn = fn[strings.LastIndexByte(fn, '/')+1:]
	fn = strings.TrimPrefix(fn, "main.")
	return strings.ReplaceAll(fn, "[...]", "") // type arguments
}

// starter returns the package of a method called Go that created a goroutine
// with this stack, or "". Its other functions are wrappers too: they stand
// between the go statement and the user's function.
func starter(created []Frame) string {
	if len(created) > 0 && goMethod.MatchString(created[0].Func) {
		return packageOf(created[0].Func)
	}
	return ""
}

// userFunc returns the function that a goroutine runs: the outermost one of its
// stack that is neither a wrapper nor machinery, or "" if all are. Frames are innermost first;
// starter is as the function of that name returns it.
func userFunc(frames []Frame, starter string) string {
	for i := len(frames) - 1; i >= 0; i-- {
		if fn := frames[i].Func; !wrapper(fn) && !machinery(fn) && !system(fn) && packageOf(fn) != starter {
			return fn
		}
	}
	return ""
}

// startedBy names a goroutine of which nothing is known but the stack of its go
// statement: by the innermost function that is not a wrapper, and the line.
func startedBy(created []Frame) string {
	starter := starter(created)
	for _, f := range created {
		if !wrapper(f.Func) && packageOf(f.Func) != starter {
			return fmt.Sprintf("%s:%d", shortName(f.Func), f.Line)
		}
	}
	return ""
}

var trailingNumber = regexp.MustCompile(`[ #:]*\d+$`)

// number gives each goroutine its Base and its Name. Of several that are called
// worker it makes worker #1, worker #2. Goroutines that the code named worker 1
// and worker 2 have the base worker; a function's name is its own base, since
// the 1 of gather.func1 does not count goroutines.
func number(goroutines []Goroutine) {
	count := make(map[string]int)
	for i := range goroutines {
		count[goroutines[i].plain]++
	}
	next := make(map[string]int)
	for i := range goroutines {
		g := &goroutines[i]
		g.Name, g.Base = g.plain, g.plain
		if g.named {
			if base := trailingNumber.ReplaceAllString(g.plain, ""); base != "" {
				g.Base = base
			}
		}
		if count[g.plain] > 1 {
			next[g.plain]++
			g.Name = g.plain + " #" + strconv.Itoa(next[g.plain])
		}
	}
}
