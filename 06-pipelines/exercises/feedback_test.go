package exercises

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

// The tests that decide which fetch returns come first. In the others chance has a
// say in what a wrong answer does.

// A web has the links of each page. The crawl starts at "home".
type web map[string][]string

func TestFeedbackSeesAPageOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := startCrawl(t, 9, web{
			"home": {"a", "b"}, "a": {"x", "x", "a", "home"}, "b": {"x", "y"}, "x": {"a"}, "y": {"x", "b"},
		})
		for _, page := range []string{"home", "a", "b", "x", "y"} { // b links to x, which is being fetched
			c.end(page)
			c.check()
		}
		c.mustReturnAll("Pages link to those that are being fetched, and to those that were")
	})
}

func TestFeedbackSeesAPageOnceAtTheSameTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := web{"home": nil, "x": nil, "y": nil}
		var all []string
		for i := range 6 {
			page := fmt.Sprint("page ", i)
			all = append(all, page)
			w[page] = []string{"x", "y"}
		}
		w["home"] = all
		c := startCrawl(t, 6, w)
		c.end("home")
		c.check()
		c.end(all...) // at the same time
		c.check()
		c.end("x", "y")
		c.mustReturnAll("Six pages that link to the same two returned at the same time")
	})
}

func TestFeedbackWaitsForASlowPage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := startCrawl(t, 3, web{"home": {"slow", "fast"}, "fast": nil, "slow": {"x", "y"}, "x": nil, "y": {"z"}, "z": nil})
		c.end("home")
		c.check()
		c.end("fast")
		for range 2 { // no page waits, one is being fetched
			c.check()
			if !crawlHoldsTheClock() {
				time.Sleep(30 * 24 * time.Hour)
			}
		}
		c.check()
		for _, page := range []string{"slow", "x", "y", "z"} {
			c.end(page)
			c.check()
		}
		c.mustReturnAll("One page took two months")
	})
}

func TestFeedbackKeepsTheLimitAndReachesIt(t *testing.T) {
	for _, limit := range []int{1, 2, 3, 20} {
		synctest.Test(t, func(t *testing.T) {
			c := startCrawl(t, limit, web{
				"home": {"a", "b", "c", "d", "e"},
				"a":    {"f"}, "b": nil, "c": {"g", "h", "i"}, "d": {"a", "j"}, "e": {"k", "l"},
				"f": nil, "g": {"m"}, "h": nil, "i": nil, "j": nil, "k": nil, "l": {"home"}, "m": nil,
			})
			for {
				running := c.check()
				if len(running) == 0 {
					break
				}
				// The youngest returns: whoever waits for the older ones leaves a
				// place empty.
				c.end(running[len(running)-1])
			}
			c.mustReturnAll(fmt.Sprintf("limit is %d", limit))
		})
	}
}

func TestFeedbackFetchesEveryPageOnce(t *testing.T) {
	for _, limit := range []int{1, 2, 9} {
		for name, w := range map[string]web{
			"a page without links": {"home": nil},
			"a page that links to itself": {
				"home": {"home", "home"},
			},
			"pages in a row": {
				"home": {"a"}, "a": {"b"}, "b": {"c"}, "c": {"d"}, "d": {},
			},
			"pages in a ring": {
				"home": {"a"}, "a": {"b"}, "b": {"c"}, "c": {"home"},
			},
			"a page with many links": {
				"home": {"a", "b", "c", "d", "e", "f"}, "a": nil, "b": nil, "c": {"g"}, "d": nil, "e": nil, "f": nil, "g": nil,
			},
			"pages that all link to all": {
				"home": {"a", "b", "c", "home"}, "a": {"c", "b", "a", "home"}, "b": {"a", "a", "c"}, "c": {"home", "b", "b"},
			},
		} {
			synctest.Test(t, func(t *testing.T) {
				c := newCrawl(t, limit, w)
				c.open()
				c.start()
				c.mustReturnAll(fmt.Sprintf("limit is %d, the web is %s", limit, name))
			})
		}
	}
}

func TestFeedbackHasRoomForEveryLink(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n = 1100 // with one who fetches: nobody takes the links meanwhile
		w := manyPages(n)
		for i := range n {
			w[fmt.Sprint(i)] = []string{"home", fmt.Sprint((i + 1) % n)}
		}
		c := newCrawl(t, 1, w)
		c.open()
		c.start()
		c.mustReturnAll(fmt.Sprintf("limit is 1, the first page has %d links", n))
	})
}

func TestFeedbackReachesAHighLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const n, limit = 80, 70
		c := startCrawl(t, limit, manyPages(n))
		c.end("home")
		c.check()
		c.open()
		c.mustReturnAll(fmt.Sprintf("limit is %d, the first page has %d links", limit, n))
	})
}

// manyPages returns a web whose first page links to n pages without links, which
// are numbered.
func manyPages(n int) web {
	w := web{}
	for i := range n {
		page := fmt.Sprint(i)
		w["home"] = append(w["home"], page)
		w[page] = nil
	}
	return w
}

func TestFeedbackBeginsNothingWhenCancelled(t *testing.T) {
	for _, deaf := range []bool{true, false} {
		for _, limit := range []int{2, 9} { // pages wait; none waits
			for _, late := range []int{0, 16} { // links that are found when ctx has ended
				synctest.Test(t, func(t *testing.T) {
					w := web{"home": {"a", "b", "c", "d"}, "a": nil, "b": nil, "c": nil, "d": nil}
					for i := range late {
						page := fmt.Sprint("late ", i)
						w["a"], w["b"] = append(w["a"], page), append(w["b"], page)
						w["c"], w["d"] = append(w["c"], page), append(w["d"], page)
						w[page] = nil
					}
					c := newCrawl(t, limit, w)
					c.deaf = deaf
					c.start()
					c.check()
					c.end("home")
					c.mustStopWith(c.check())
				})
			}
		}
	}
}

func TestFeedbackWithAContextThatHasEnded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCrawl(t, 2, web{"home": {"a"}, "a": {"home"}})
		c.open()
		c.cancel()
		c.start()
		c.mustReturnCanceled("ctx was cancelled before Crawl was called")
	})
}

// A crawlReturn is what Crawl returned.
type crawlReturn struct {
	pages []string
	err   error
}

// A crawlCall is a call of Crawl in progress. Each fetch returns when the test
// lets it.
type crawlCall struct {
	t      *testing.T
	ctx    context.Context
	cancel context.CancelFunc
	limit  int
	web    web
	deaf   bool                     // fetch does not look at its context
	gates  map[string]chan struct{} // one per page: lets its fetch return
	opened chan struct{}            // closed when every fetch returns at once
	open   func()                   // closes opened
	done   chan crawlReturn
	known  map[string]bool // start, and the links of the pages in let
	let    map[string]bool // pages whose fetch the test let return
	why    string          // the test failed, for its end if it can't end

	// Nothing here orders what an answer does after a fetch has returned.
	ended atomic.Int32
	early atomic.Bool // a context had ended, and ctx had not

	mu    sync.Mutex      // guards what follows
	begun []string        // pages, in the order in which their fetch began
	seen  map[string]bool // the same
	peak  int             // most calls in progress
}

// newCrawl prepares a call of Crawl.
func newCrawl(t *testing.T, limit int, w web) *crawlCall {
	opened := make(chan struct{})
	c := &crawlCall{
		t: t, limit: limit, web: w, gates: map[string]chan struct{}{},
		opened: opened, open: sync.OnceFunc(func() { close(opened) }),
		done: make(chan crawlReturn, 1), known: map[string]bool{"home": true}, let: map[string]bool{}, seen: map[string]bool{},
	}
	for page := range w {
		c.gates[page] = make(chan struct{}, 1)
	}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	t.Cleanup(func() { // after a failure, let the goroutines end
		if !t.Failed() {
			return
		}
		c.cancel()
		c.open()
		if !settle.Settles() || crawlHoldsTheClock() { // they can't
			settle.GiveUp(t, c.why+"And when ctx was cancelled and every fetch was let go, Crawl did not return.")
		}
	})
	return c
}

// startCrawl calls Crawl and returns when nothing can go on before a fetch
// returns.
func startCrawl(t *testing.T, limit int, w web) *crawlCall {
	t.Helper()
	c := newCrawl(t, limit, w)
	c.start()
	c.check()
	return c
}

func (c *crawlCall) start() {
	c.t.Helper()
	go func() {
		pages, err := Crawl(c.ctx, "home", c.limit, c.fetch)
		c.done <- crawlReturn{pages, err}
	}()
	c.proceed()
	c.settled()
}

// proceed lets Crawl go on for a while, if every fetch returns at once: to look
// whether it can go on, as settled does, is to stop it each time.
func (c *crawlCall) proceed() {
	select {
	case <-c.opened:
	default:
		return
	}
	for tries := 0; int(c.ended.Load()) < len(c.web) && tries < 20_000; tries++ {
		runtime.Gosched()
	}
}

func (c *crawlCall) fetch(ctx context.Context, page string) []string {
	c.mu.Lock()
	twice := c.seen[page]
	c.seen[page] = true
	c.begun = append(c.begun, page)
	c.peak = max(c.peak, len(c.begun)-int(c.ended.Load()))
	c.mu.Unlock()
	if twice { // and so on without end: let the test look
		<-c.ctx.Done()
		return nil
	}
	over := ctx.Done()
	if c.deaf {
		over = nil
	}
	select {
	case <-c.gates[page]:
	case <-c.opened:
	case <-over:
	}
	defer c.ended.Add(1)
	if ctx.Err() != nil && c.ctx.Err() == nil {
		c.early.Store(true)
	}
	return slices.Clone(c.web[page])
}

// end lets the fetches of these pages return.
func (c *crawlCall) end(pages ...string) {
	for _, page := range pages {
		c.let[page] = true
		for _, link := range c.web[page] {
			c.known[link] = true
		}
	}
	for _, page := range pages {
		c.gates[page] <- struct{}{}
	}
}

// fatalf fails the test.
func (c *crawlCall) fatalf(format string, args ...any) {
	c.t.Helper()
	if !testing.Verbose() { // then what a test says is held back until it ends
		c.why = fmt.Sprintf(format, args...) + "\n"
	}
	c.t.Fatalf(format, args...)
}

// settled returns when nothing can go on, and fails the test if something went
// wrong until now.
func (c *crawlCall) settled() {
	c.t.Helper()
	settle.Calm(c.t, "Nothing happens before a fetch returns")
	begun := c.pagesBegun()
	slices.Sort(begun)
	for i, page := range begun {
		if _, ok := c.web[page]; !ok {
			c.fatalf("fetch was called with %q, and no page links to that.\n"+
				"A correct Crawl fetches the start and what fetch has returned.", page)
		}
		if i > 0 && page == begun[i-1] {
			c.fatalf("The page %q was fetched twice.\n"+
				"A correct Crawl marks a page as seen in one step with asking whether it was seen, and before its\n"+
				"fetch begins, not after: meanwhile other pages link to it, too.", page)
		}
	}
	c.mu.Lock()
	peak := c.peak
	c.mu.Unlock()
	if peak > c.limit {
		c.fatalf("limit is %d, and for a moment %d calls of fetch were in progress.\n"+
			"A correct Crawl never goes beyond its limit, not by one: it is there for those who are asked.", c.limit, peak)
	}
	if c.early.Load() {
		c.fatalf("ctx has not ended, and the context that a fetch was given had.\n" +
			"A correct Crawl calls nothing off that somebody may want.")
	}
}

// pagesBegun returns the pages whose fetch has begun, the youngest last.
func (c *crawlCall) pagesBegun() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.begun)
}

// check fails the test unless as many pages are in progress as there should be.
// It returns them, the youngest last.
func (c *crawlCall) check() []string {
	c.t.Helper()
	c.settled()
	begun := c.pagesBegun()
	fetched, waiting := len(c.let), len(c.known)-len(c.let) // some of the waiting are in progress
	running := slices.DeleteFunc(begun, func(page string) bool { return c.let[page] })
	want := min(c.limit, waiting)
	switch n := len(running); {
	case len(c.done) > 0 && waiting > 0:
		c.fatalf("Crawl has returned. Pages fetched: %d, in progress: %d, waiting: %d.\n"+
			"A correct Crawl returns when no page waits and no fetch is in progress, both at the same time:\n"+
			"while one is in progress, it may find more.", fetched, n, waiting-n)
	case n == 0 && want > 0:
		c.fatalf("deadlock: no fetch is in progress, and none begins. Pages fetched: %d, waiting: %d.\n"+
			"A correct Crawl has room for every link that is found: if those who fetch also have to take the\n"+
			"links, all of them may wait at the same time for somebody who takes theirs.", fetched, waiting)
	case n < want:
		c.fatalf("limit is %d. Pages fetched: %d, waiting: %d, in progress: %d (%s).\n"+
			"A correct Crawl begins the next when there is a place, and waits for no other page. And whoever finds\n"+
			"nothing to do stays while a fetch is in progress: it may find more.", c.limit, fetched, waiting-n, n, somePages(running))
	}
	return running
}

// mustReturnAll fails the test unless Crawl has returned every page.
func (c *crawlCall) mustReturnAll(when string) {
	c.t.Helper()
	c.proceed()
	c.settled()
	var want []string
	for page := range c.web {
		want = append(want, page)
	}
	slices.Sort(want)
	begun := c.pagesBegun()
	if len(c.done) == 0 {
		if len(begun) == len(want) {
			c.fatalf("deadlock: %s. All %d pages were fetched, and Crawl does not return.\n"+
				"Whoever waits for another page waits for ever: nobody outside will say that there is none.\n"+
				"A correct Crawl counts what is not done yet, and ends when nothing is.", when, len(want))
		}
		c.fatalf("deadlock: %s. %d of %d pages were fetched, no fetch is in progress, and Crawl neither goes on nor returns.\n"+
			"A correct Crawl has room for every link that is found: if those who fetch also have to take the\n"+
			"links, all of them may wait at the same time for somebody who takes theirs.", when, len(begun), len(want))
	}
	r := <-c.done
	if r.err != nil {
		c.fatalf("%s. Nothing failed, and Crawl returned the error %q, want nil.", when, r.err)
	}
	if len(begun) < len(want) {
		c.fatalf("%s. Crawl has returned, and fetched %d of %d pages.\n"+
			"A correct Crawl returns when no page waits and no fetch is in progress, both at the same time:\n"+
			"while one is in progress, it may find more.", when, len(begun), len(want))
	}
	got := slices.Sorted(slices.Values(r.pages))
	if !slices.Equal(got, want) {
		c.fatalf("%s. There are %d pages, and Crawl returned %d: %s.\n"+
			"A correct Crawl returns every page that it has fetched, once.", when, len(want), len(got), somePages(got))
	}
}

// mustStopWith cancels ctx while these pages are in progress. Crawl must wait for
// them, if they are deaf, and begin no other.
func (c *crawlCall) mustStopWith(running []string) {
	c.t.Helper()
	c.cancel()
	c.settled()
	if c.deaf {
		if len(c.done) > 0 {
			c.fatalf("leak: ctx was cancelled, and Crawl has returned while %d calls of fetch are in progress.\n"+
				"A correct Crawl waits for them: its caller may close what they still use, and their results\n"+
				"have nowhere to go.", len(running))
		}
		for _, page := range running {
			c.end(page)
			c.settled()
		}
	}
	if more := len(c.pagesBegun()) - 1 - len(running); more > 0 {
		c.fatalf("ctx was cancelled with %d pages in progress, and after that %d more were fetched.\n"+
			"A correct Crawl begins no other, neither one that waited nor one that was found since. It looks at\n"+
			"ctx.Err() before each: where a select can go on in two ways, it takes either.", len(running), more)
	}
	c.mustReturnCanceled("ctx was cancelled, and the calls of fetch that were in progress have returned")
}

// mustReturnCanceled fails the test unless Crawl has returned ctx's error.
func (c *crawlCall) mustReturnCanceled(when string) {
	c.t.Helper()
	c.settled()
	if len(c.done) == 0 {
		c.fatalf("deadlock: %s, and Crawl does not return.\n"+
			"A correct Crawl waits for what is in progress and for nothing else: the pages that wait will not\n"+
			"be fetched any more, and who waits for a place must learn of it.", when)
	}
	r := <-c.done
	if !errors.Is(r.err, context.Canceled) {
		c.fatalf("%s, and Crawl returned the error %v, want context.Canceled.\n"+
			"A correct Crawl says that pages are missing: its caller can't see it otherwise.", when, r.err)
	}
	fetched := map[string]bool{}
	for _, page := range c.pagesBegun() {
		fetched[page] = true
	}
	for _, page := range r.pages {
		if !fetched[page] {
			c.fatalf("%s, and among the pages that Crawl returned is %q, which is not one that was fetched, or is there twice.\n"+
				"A correct Crawl returns the pages that were fetched, each once, or nil.", when, page)
		}
		fetched[page] = false
	}
}

// crawlHoldsTheClock reports whether a goroutine waits for a mutex: then the
// bubble's clock stands still.
func crawlHoldsTheClock() bool {
	stacks := make([]byte, 1<<18)
	stacks = stacks[:runtime.Stack(stacks, true)]
	return strings.Contains(string(stacks), "[sync.Mutex.") || strings.Contains(string(stacks), "[sync.RWMutex.")
}

// somePages names some of many pages.
func somePages(pages []string) string {
	if len(pages) > 10 {
		return strings.Join(pages[:10], " ") + " …"
	}
	return strings.Join(pages, " ")
}
