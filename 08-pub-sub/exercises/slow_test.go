package exercises

import (
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"example.com/mastery/internal/settle"
)

// When a test ends, its bubble panics if a goroutine is still blocked: a leak.

func TestSlowLeavesNothingBehind(t *testing.T) {
	for _, sets := range []int{0, 1, 4} {
		synctest.Test(t, func(t *testing.T) {
			b := &slowBoard{t: t, Board: NewBoard()}
			first, second := b.watch(), b.watch()
			for price := range sets {
				b.set(price)
				second.mustReceive(price)
			}
			first.stop() // nobody receives what is on offer
			b.set(sets)
			second.mustReceive(sets)
			second.stop()
			b.set(sets)
		})
	}
}

func TestSlowStallsNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &slowBoard{t: t, Board: NewBoard()}
		before, stalled, after := b.watch(), b.watch(), b.watch()
		for price := range 5 {
			b.set(price)
			before.mustReceive(price)
			after.mustReceive(price)
		}
		goroutines := runtime.NumGoroutine()
		b.setMany(5, 100)
		if n := runtime.NumGoroutine() - goroutines; n > 50 {
			settle.GiveUp(t, fmt.Sprintf("leak: 95 prices were set that nobody received, and %d goroutines more are there.\n"+
				"A correct Set starts no goroutine that waits for a watcher: nobody knows whether it receives again.", n))
		}
		b.setMany(100, 2000) // more than anybody would take for enough
		late := b.watch()    // the others still come and go
		before.stop()
		b.set(5000)
		after.mustReceive(5000)
		late.mustReceive(5000)
		stalled.stop()
		after.stop()
		late.stop()
	})
}

func TestSlowGetsTheNewest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &slowBoard{t: t, Board: NewBoard()}
		slow := b.watch()
		for _, prices := range [][]int{{7, 3, 5}, {4}, {0, -2, 0}, {1, 2, 3, 4, 5, 6, 7, 8, 9}} {
			for _, price := range prices {
				b.set(price)
			}
			slow.mustReceive(prices[len(prices)-1])
			slow.mustBeEmpty("The newest price was received")
		}
		slow.stop()
	})
}

func TestSlowKeepsUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &slowBoard{t: t, Board: NewBoard()}
		b.set(1) // nobody watches
		first := b.watch()
		first.mustBeEmpty("Nothing was set since Watch was called")
		second := b.watch()
		for _, price := range []int{3, 1, 2, 2, 0, -1} {
			b.set(price)
			first.mustReceive(price)
			second.mustReceive(price)
		}
		first.stop()
		second.stop()
	})
}

func TestSlowStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := &slowBoard{t: t, Board: NewBoard()}
		idle, stalled, other := b.watch(), b.watch(), b.watch()
		b.set(1)
		idle.mustReceive(1)
		idle.stop()
		stalled.stop()
		b.set(2)
		idle.mustBeClosed("stop has returned, then another price was set")
		stalled.mustBeClosed("stop has returned, then another price was set", 1)
		other.mustReceive(2)
		idle.stop() // twice
		b.do("stop, called by eight goroutines,", func() {
			var wg sync.WaitGroup
			for range 8 {
				wg.Go(other.end)
			}
			wg.Wait()
		})
		other.mustBeClosed("stop was called by eight goroutines at the same time")
		b.set(3)
	})
}

// Nothing orders these calls but what the board does.
func TestSlowInAStorm(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const setters, each, stride = 3, 60, 1000
		b := &slowBoard{t: t, Board: NewBoard()}
		type view struct {
			last  int
			wrong [2]int // two prices of one setter in the wrong order, if not equal
		}
		var stops []func()
		views := make(chan view, 4)
		for i := range cap(views) {
			prices, stop := b.Watch()
			stops = append(stops, stop)
			go func() {
				var v view
				seen := make([]int, setters)
				for price := range prices {
					setter, number := price/stride, price%stride
					if number <= seen[setter] {
						v.wrong = [2]int{seen[setter], number}
					}
					seen[setter], v.last = number, price
					for range i { // some are slower
						runtime.Gosched()
					}
				}
				views <- v
			}()
		}
		b.doMany("One of Set, Watch and stop, called by seven goroutines,", func() {
			var wg sync.WaitGroup
			for setter := range setters {
				wg.Go(func() {
					for i := range each {
						b.Set(setter*stride + i + 1)
					}
				})
			}
			for range 4 {
				wg.Go(func() {
					for i := range 25 {
						prices, stop := b.Watch()
						for range i % 3 {
							runtime.Gosched() // let somebody set a price
						}
						stop()
						for range prices { // until it is closed
						}
					}
				})
			}
			wg.Wait()
		})
		settle.Calm(t, "All prices were set")
		for _, stop := range stops {
			b.do("stop", stop)
		}
		settle.Calm(t, "All have stopped")
		if len(views) < cap(views) {
			settle.GiveUp(t, "deadlock: stop has returned, and the channel is still open.\n"+
				"A watcher that ranges over it waits for ever.")
		}
		first := <-views
		for v := first; ; v = <-views {
			if v.wrong[0] != v.wrong[1] {
				t.Fatalf("One goroutine set its prices number 1 to %d, in that order, and a watcher got number %d after number %d.\n"+
					"A correct board never goes back to an older price.", each, v.wrong[1], v.wrong[0])
			}
			if v.last != first.last {
				t.Fatalf("All prices were set, all watchers have received what they were offered, and the last is %d for one\n"+
					"and %d for another. A correct board has one newest price, the same for all: Set shows it to all\n"+
					"watchers before another does.", first.last, v.last)
			}
			if len(views) == 0 {
				return
			}
		}
	})
}

// Four goroutines set prices at the same moment: a few prices for many watchers, where
// it takes a while to show them all, and many for a few.
func TestSlowWhenSetsMeet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
		const boards = 16
		test := &slowBoard{t: t}
		watched := make(chan []*slowSight, boards)
		test.doMany("Set, called by four goroutines at the same moment,", func() {
			for i := range boards {
				watchers, sets := 24, 3
				if i%4 == 0 {
					watchers, sets = 4, 100
				}
				watched <- setAtOnce(NewBoard(), watchers, sets)
			}
		})
		settle.Calm(t, "All prices were set")
		var all []*slowSight
		for range boards {
			sights := <-watched
			all = append(all, sights...)
			var last []int
			for _, s := range sights {
				last = append(last, s.look())
			}
			if slices.Min(last) != slices.Max(last) {
				t.Errorf("Four goroutines set prices at the same moment. Then these were the last prices of %d watchers:\n%d\n"+
					"A correct board has one newest price, the same for all, and it is offered to all: Set shows it to all\n"+
					"watchers before another does, and who takes a price and then waits for a change does both in one step.", len(sights), last)
				break
			}
		}
		test.doMany("stop, called by four goroutines at the same moment,", func() {
			for _, s := range all {
				slowAtOnce(s.stop, s.stop, s.stop, s.stop)
			}
		})
	})
}

// setAtOnce lets four goroutines set so many prices each, with so many watchers.
func setAtOnce(b *Board, watchers, sets int) (sights []*slowSight) {
	for i := range watchers {
		sights = append(sights, watchSlowly(b, i%2 == 0))
	}
	var setters []func()
	for i := range 4 {
		setters = append(setters, func() {
			for n := range sets {
				b.Set(1 + i*sets + n)
			}
		})
	}
	slowAtOnce(setters...)
	return sights
}

// A slowSight is a watcher who receives all the time, or not before look.
type slowSight struct {
	prices <-chan int
	stop   func()
	last   atomic.Int64
}

func watchSlowly(b *Board, receives bool) *slowSight {
	s := new(slowSight)
	s.prices, s.stop = b.Watch()
	if receives {
		go func() {
			for price := range s.prices {
				s.last.Store(int64(price))
			}
		}()
	}
	return s
}

// look returns the last price: what is on offer, or was received.
func (s *slowSight) look() int {
	select {
	case price := <-s.prices:
		return price
	default:
		return int(s.last.Load())
	}
}

// slowAtOnce makes these calls at the same moment, as far as it can, and waits for them.
func slowAtOnce(calls ...func()) {
	var wg sync.WaitGroup
	var ready atomic.Int32
	for _, call := range calls {
		wg.Go(func() {
			for ready.Add(1); int(ready.Load()) < len(calls); {
				runtime.Gosched()
			}
			call()
		})
	}
	wg.Wait()
}

func TestSlowEndsWithStop(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const rounds, late = 40, 1000
		b := &slowBoard{t: t, Board: NewBoard()}
		received := make(chan int, 3*rounds)
		b.doMany("One of Watch, Set and stop", func() {
			for i := range rounds {
				prices, stop := b.Watch()
				go func() {
					for price := range prices {
						received <- price
					}
				}()
				for range i % 4 {
					runtime.Gosched()
				}
				b.Set(i)
				stop()
				b.Set(late)
			}
		})
		settle.Calm(t, "All watchers have stopped")
		for len(received) > 0 {
			if price := <-received; price == late {
				t.Fatal("stop has returned, then a price was set, and the watcher receives it.\n" +
					"A correct stop ends it: whoever has stopped gets no price that is set afterwards. Where a select has\n" +
					"both a price to offer and the end, it takes one of them at random; and what a goroutine was started\n" +
					"for comes whenever it likes.")
			}
		}
	})
}

// A slowBoard is a board under test.
type slowBoard struct {
	*Board
	t *testing.T
}

// do calls f in a goroutine of its own, which nothing orders before those of later
// calls: what the board does not guard is a race.
func (b *slowBoard) do(what string, f func()) {
	b.t.Helper()
	b.mustReturn(f, what+" was called", "deadlock: "+what+" does not return.\n"+
		"It waits for a lock that nobody gives back, or for a watcher. A correct board waits for no watcher:\n"+
		"one that has stopped to receive must be able to leave, and all others to go on.")
}

// doMany is do for many calls: they take a while on a busy machine, and none of them
// need block meanwhile.
func (b *slowBoard) doMany(what string, f func()) {
	b.t.Helper()
	returned := make(chan struct{}, 1)
	go func() {
		f()
		returned <- struct{}{}
	}()
	for i := 0; i < 4 && len(returned) == 0 && !settle.Settles(); i++ {
	}
	b.do(what, func() { <-returned })
}

// mustReturn calls f, and gives up with message if it does not return.
func (b *slowBoard) mustReturn(f func(), when, message string) {
	b.t.Helper()
	returned := make(chan struct{}, 1)
	go func() {
		f()
		returned <- struct{}{}
	}()
	settle.Calm(b.t, when)
	if len(returned) == 0 {
		settle.GiveUp(b.t, message)
	}
}

func (b *slowBoard) set(price int) {
	b.t.Helper()
	b.mustReturn(func() { b.Set(price) }, "Set was called", slowSetWaits)
}

// setMany is set for the prices from begin to end-1, one right after another.
func (b *slowBoard) setMany(begin, end int) {
	b.t.Helper()
	b.mustReturn(func() {
		for price := begin; price < end; price++ {
			b.Set(price)
		}
	}, "Set was called many times", slowSetWaits)
}

const slowSetWaits = "A watcher does not receive, and Set does not return. Whoever calls Set, Watch or stop now waits, too.\n" +
	"A correct Set waits for no watcher, not for a moment and however many prices it has not received:\n" +
	"one that has stalled stops the world otherwise."

// A slowWatcher is one call of Watch.
type slowWatcher struct {
	b      *slowBoard
	prices <-chan int
	end    func()
}

func (b *slowBoard) watch() *slowWatcher {
	b.t.Helper()
	w := make(chan *slowWatcher, 1)
	b.do("Watch", func() {
		prices, stop := b.Watch()
		w <- &slowWatcher{b, prices, stop}
	})
	watcher := <-w
	if watcher.prices == nil || watcher.end == nil {
		b.t.Fatal("Watch returned a nil channel or a nil stop: want both.")
	}
	return watcher
}

func (w *slowWatcher) stop() {
	w.b.t.Helper()
	w.b.do("stop", w.end)
}

// mustReceive receives a price, the newest.
func (w *slowWatcher) mustReceive(want int) {
	t := w.b.t
	t.Helper()
	settle.Calm(t, "A price was set")
	select {
	case price, ok := <-w.prices:
		if !ok {
			t.Fatal("A price was set, and the channel of a watcher that has not stopped is closed.\n" +
				"A correct board closes it when stop is called, not before.")
		}
		if price != want {
			t.Fatalf("A watcher did not receive for a while. The newest price is %d, and it gets %d.\n"+
				"A correct Set puts the newest price in the place of one that was not received: it keeps neither\n"+
				"the first nor all of them, and nobody holds an old one in hand. The watcher acts on what it gets.", want, price)
		}
	default:
		t.Fatalf("The newest price is %d, and a watcher that has not received it is offered nothing.\n"+
			"A correct board offers the newest price to each watcher, until it was received or replaced.", want)
	}
}

// mustBeEmpty fails the test if there is anything to receive.
func (w *slowWatcher) mustBeEmpty(when string) {
	w.b.t.Helper()
	settle.Calm(w.b.t, when)
	select {
	case price, ok := <-w.prices:
		if !ok {
			w.b.t.Fatalf("%s, and the channel of a watcher that has not stopped is closed.", when)
		}
		w.b.t.Fatalf("%s, and the price %d comes.\n"+
			"A correct board delivers a price once, to those who watch when it is set, and nothing older than\n"+
			"what was received.", when, price)
	default:
	}
}

// mustBeClosed fails the test unless the channel is closed, perhaps after a price that
// was on offer.
func (w *slowWatcher) mustBeClosed(when string, offered ...int) {
	t := w.b.t
	t.Helper()
	for {
		settle.Calm(t, when)
		select {
		case price, ok := <-w.prices:
			if !ok {
				return
			}
			if len(offered) == 0 || price != offered[0] {
				t.Fatalf("%s, and the watcher gets the price %d.\n"+
					"A correct board hands nothing to a watcher that has stopped.", when, price)
			}
			offered = offered[1:]
		default:
			t.Fatalf("deadlock: %s, and the channel is still open.\n"+
				"A watcher that ranges over it waits for ever: a correct stop lets it be closed.", when)
		}
	}
}
