package exercises

import (
	"fmt"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"example.com/mastery/internal/settle"
)

func TestBoundedqueueInOrder(t *testing.T) {
	q := newQueueTest(t, 3)
	next := 0
	for range 3 { // and round its end, if it has one
		for i := range 2 {
			q.mustPut(q.put(next+i), "The queue has room")
		}
		for i := range 2 {
			q.mustGet(q.get(), next+i, "The queue holds items")
		}
		next += 2
	}
}

func TestBoundedqueueWaitsWhileFull(t *testing.T) {
	q := newQueueTest(t, 2)
	q.mustPut(q.put(1), "The queue has room")
	q.mustPut(q.put(2), "The queue has room")
	third := q.put(3)
	if third.over() {
		t.Fatalf("The queue has room for 2, holds 2, and Put of another returned %v.\n"+
			"A correct Put waits while the queue is full: that is what bounds it.", third.ok)
	}
	q.mustGet(q.get(), 1, "The queue is full")
	q.mustPut(third, "It waited for room, and an item was taken")
	q.mustGet(q.get(), 2, "The queue is full")
	q.mustGet(q.get(), 3, "The queue holds an item")
}

func TestBoundedqueueWaitsWhileEmpty(t *testing.T) {
	q := newQueueTest(t, 2)
	first := q.get()
	if first.over() {
		t.Fatalf("The queue is empty, and Get returned %d, %v.\nA correct Get waits for an item.", first.item, first.ok)
	}
	q.mustPut(q.put(7), "The queue is empty, and somebody waits in Get")
	q.mustGet(first, 7, "It waited for an item, and one was put")
}

// However many are woken, one item is for one of them.
func TestBoundedqueueOneItemManyWaiters(t *testing.T) {
	q := newQueueTest(t, 3)
	const waiters = 4
	var gets []*queueCall
	for range waiters {
		gets = append(gets, q.get())
	}
	for i := range waiters {
		q.mustPut(q.put(i), "Somebody waits in Get")
		settle.Calm(t, "Four wait in Get, and fewer items were put")
		over := 0
		for _, get := range gets {
			if get.over() {
				over++
			}
		}
		if over < i+1 {
			q.deadlock("%d wait in Get, %d items were put, and only %d calls of Get returned", waiters, i+1, over)
		}
		if over > i+1 {
			t.Fatalf("%d wait in Get, %d items were put, and %d calls of Get returned.\n"+
				"A correct Get looks again after it was woken: another may have taken the item.", waiters, i+1, over)
		}
	}
}

func TestBoundedqueueOneFreePlaceManyWaiters(t *testing.T) {
	const capacity, waiters = 2, 4
	q := newQueueTest(t, capacity)
	for i := range capacity {
		q.mustPut(q.put(i), "The queue has room")
	}
	var puts []*queueCall
	for i := range waiters {
		puts = append(puts, q.put(capacity+i))
	}
	var got []int
	for i := range waiters {
		get := q.get()
		if !get.over() {
			q.deadlock("The queue is full, %d wait in Put, and Get does not return", waiters-i)
		}
		got = append(got, get.item)
		over := 0
		for _, put := range puts {
			if put.over() {
				over++
			}
		}
		if over < i+1 {
			q.deadlock("The queue was full, %d waited in Put, %d items were taken, and only %d calls of Put returned", waiters, i+1, over)
		}
		if over > i+1 {
			t.Fatalf("The queue was full, %d waited in Put, %d items were taken, and %d calls of Put returned.\n"+
				"A correct Put looks again after it was woken: another may have filled the place.", waiters, i+1, over)
		}
	}
	for range capacity {
		get := q.get()
		if !get.over() {
			q.deadlock("The queue holds items, and Get does not return")
		}
		got = append(got, get.item)
	}
	if slices.Sort(got); !slices.Equal(got, []int{0, 1, 2, 3, 4, 5}) {
		t.Errorf("The items 0 to 5 were put, and received were %v: want each of them once.", got)
	}
}

// On one processor, who puts goes on until it has to wait, while those it has
// woken have not run yet: so both kinds wait at the same time.
func TestBoundedqueueWakesTheRightOne(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for range 20 {
		const items = 6
		q := newQueueTest(t, 1)
		var gets []*queueCall
		for range items {
			gets = append(gets, q.get())
		}
		var puts []*queueCall
		for i := range 2 {
			puts = append(puts, q.start("Put", func(c *queueCall) {
				for n := range items / 2 {
					c.ok = q.queue.Put(i*items/2 + n)
				}
			}))
		}
		settle.Calm(t, "Six wait in Get, and two put three items each")
		waiting := map[string]int{}
		for _, call := range append(gets, puts...) {
			if !call.over() {
				waiting[call.method]++
			}
		}
		if len(waiting) > 0 {
			q.deadlock("Six waited in Get, two put three items each, and now %d wait in Get and %d in Put.\n"+
				"One of each could go on, and a wake-up went to somebody who could not", waiting["Get"], waiting["Put"])
		}
		var got []int
		for _, get := range gets {
			got = append(got, get.item)
		}
		if slices.Sort(got); !slices.Equal(got, []int{0, 1, 2, 3, 4, 5}) {
			t.Fatalf("The items 0 to 5 were put, and received were %v: want each of them once.", got)
		}
	}
}

// On one processor, who wakes another goes on, and takes what the other was woken
// for before that one runs.
func TestBoundedqueueWokenTooLate(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for range 10 {
		q := newQueueTest(t, 1)
		waiter := q.get()
		newcomer := q.start("Get", func(c *queueCall) {
			q.queue.Put(1)
			c.item, c.ok = q.queue.Get()
		})
		settle.Calm(t, "One waits in Get, and another calls Put and Get")
		if waiter.over() && newcomer.over() {
			t.Fatalf("One item was put, and two calls of Get have returned: %d, %v and %d, %v.\n"+
				"A correct Get looks again after it was woken: another, who never waited, may have taken the item.",
				waiter.item, waiter.ok, newcomer.item, newcomer.ok)
		}
		q.mustPut(q.put(2), "One waits in Get")
		for _, get := range []*queueCall{waiter, newcomer} {
			if !get.over() {
				q.deadlock("Two items were put, two called Get, and one of them still waits")
			}
		}
		if got := waiter.item + newcomer.item; got != 3 {
			t.Fatalf("The items 1 and 2 were put, and two calls of Get returned %d and %d.", waiter.item, newcomer.item)
		}
	}
	for range 10 {
		q := newQueueTest(t, 1)
		q.mustPut(q.put(1), "The queue has room")
		waiter := q.put(2)
		newcomer := q.start("Put", func(c *queueCall) {
			q.queue.Get()
			c.ok = q.queue.Put(3)
		})
		settle.Calm(t, "One waits in Put, and another calls Get and Put")
		if waiter.over() && newcomer.over() {
			t.Fatal("The queue has room for one. One item was taken from it, and then two calls of Put have returned.\n" +
				"A correct Put looks again after it was woken: another, who never waited, may have filled the place.")
		}
		first := q.get()
		second := q.get()
		for _, call := range []*queueCall{waiter, newcomer, first, second} {
			if !call.over() {
				q.deadlock("Three items were put and three taken, and a call of %s still waits", call.method)
			}
		}
		if first.item+second.item != 5 {
			t.Fatalf("The items 2 and 3 were put, and two calls of Get returned %d and %d.", first.item, second.item)
		}
	}
}

func TestBoundedqueueCloseWakesAll(t *testing.T) {
	q := newQueueTest(t, 1)
	var gets []*queueCall
	for range 3 {
		gets = append(gets, q.get())
	}
	q.close("Three wait in Get")
	q.mustAllEnd(gets, "Three waited in Get when Close was called")

	q = newQueueTest(t, 1)
	q.mustPut(q.put(1), "The queue has room")
	var puts []*queueCall
	for i := range 3 {
		puts = append(puts, q.put(2+i))
	}
	q.close("Three wait in Put")
	q.mustAllEnd(puts, "Three waited in Put when Close was called")
	q.mustGet(q.get(), 1, "The queue was closed while it was full")
	q.mustAllEnd([]*queueCall{q.get()}, "The queue is closed, and the last item was taken")
}

func TestBoundedqueueDeliversTheRestAfterClose(t *testing.T) {
	q := newQueueTest(t, 3)
	for i := range 3 {
		q.mustPut(q.put(i), "The queue has room")
	}
	q.close("The queue is full")
	q.close("The queue is closed")
	for i := range 3 {
		q.mustGet(q.get(), i, "The queue was closed when it held items")
	}
	for range 32 { // a select with two cases that are ready takes either
		q.mustAllEnd([]*queueCall{q.get(), q.put(1), q.get()}, "The queue is closed and empty")
	}
}

// Two goroutines, each with one call, ordered by nothing but the queue: what is not
// guarded is a race, however they fall.
func TestBoundedqueueGuardsItsState(t *testing.T) {
	calls := []func(*BoundedQueue[int]){
		func(q *BoundedQueue[int]) { q.Put(1) },
		func(q *BoundedQueue[int]) { q.Get() },
		func(q *BoundedQueue[int]) { q.Close() },
	}
	for i, one := range calls {
		for _, other := range calls[i:] {
			q := newQueueTest(t, 3)
			q.mustPut(q.put(1), "The queue has room")
			a := q.start("", func(*queueCall) { one(q.queue) })
			b := q.start("", func(*queueCall) { other(q.queue) })
			settle.Calm(t, "Two call a method each")
			c := q.start("", func(*queueCall) { q.queue.Close() }) // where both took the one item
			settle.Calm(t, "Close was called")
			if !a.over() || !b.over() || !c.over() {
				q.deadlock("Two called methods at the same time, then Close was called, and somebody still waits")
			}
		}
	}
}

// On one processor, who puts or takes goes on while those it has woken have not run
// yet: what it finds then says nothing about how many wait.
func TestBoundedqueueWakesOneForEach(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const n = 3
	for range 10 {
		q := newQueueTest(t, n)
		var gets, puts []*queueCall
		for range n {
			gets = append(gets, q.get())
		}
		q.start("Put", func(*queueCall) {
			for i := range n {
				q.queue.Put(i)
			}
		})
		settle.Calm(t, "Three wait in Get, and three items were put")
		if waiting := stillWaiting(gets); waiting > 0 {
			settle.GiveUp(t, fmt.Sprintf("deadlock: Three waited in Get, three items were put one right after another, and %d still wait.\n"+
				"A correct Put wakes one for every item: whether the queue was empty says nothing about how many wait.", waiting))
		}

		for i := range n {
			q.mustPut(q.put(i), "The queue has room")
		}
		for i := range n {
			puts = append(puts, q.put(n+i))
		}
		q.start("Get", func(*queueCall) {
			for range n {
				q.queue.Get()
			}
		})
		settle.Calm(t, "The queue is full, three wait in Put, and three items were taken")
		if waiting := stillWaiting(puts); waiting > 0 {
			settle.GiveUp(t, fmt.Sprintf("deadlock: Three waited in Put, three items were taken one right after another, and %d still wait.\n"+
				"A correct Get wakes one for every place: whether the queue was full says nothing about how many wait.", waiting))
		}
	}
}

// There is always room for all, and something for everybody: who waits, waits for
// the lock. They go on until their calls have overlapped many times, or for a moment
// where the machine runs one at a time.
func TestBoundedqueueInACrowd(t *testing.T) {
	const crowd, enough, moment = 4, 40000, 25 * time.Millisecond
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(crowd))
	q := newQueueTest(t, 2*crowd)
	for range crowd {
		q.mustPut(q.put(1), "The queue has room")
	}
	var calls, met atomic.Int64
	begin := make(chan struct{})
	var all []*queueCall
	for range crowd {
		all = append(all, q.start("Put and Get", func(c *queueCall) {
			<-begin
			for start := time.Now(); met.Load() < enough && time.Since(start) < moment; {
				before := calls.Load()
				q.queue.Put(1)
				item, _ := q.queue.Get()
				c.item += 1 - item // how many are missing
				if calls.Add(1) > before+1 {
					met.Add(1) // another has put and taken meanwhile
				}
			}
		}))
	}
	close(begin)
	settle.Calm(t, "Four put and take items")
	if waiting := stillWaiting(all); waiting > 0 {
		q.deadlock("Four put and take items, there is room for all and something for everybody, and %d wait for ever", waiting)
	}
	missing := 0
	for _, c := range all {
		missing += c.item
	}
	if missing != 0 {
		t.Errorf("Four put and took items, and %d are missing.\n"+
			"A correct queue holds its lock from the look at the items until they are changed.", missing)
	}
	for range crowd {
		q.mustGet(q.get(), 1, "Four put as many items as they took, and four more were there before")
	}
}

// There is one place, and several come for it whenever it is free, many times or for a
// moment.
func TestBoundedqueueCrowdForOnePlace(t *testing.T) {
	const crowd, capacity, enough, moment = 4, 1, 5000, 40 * time.Millisecond
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(crowd))
	q := newQueueTest(t, capacity)
	var held, most atomic.Int64 // held: items put, less those that somebody has come for
	var all []*queueCall
	for range crowd {
		all = append(all, q.start("Put", func(*queueCall) {
			for q.queue.Put(1) {
				if n := held.Add(1); n > capacity {
					most.Store(n)
				}
			}
		}))
	}
	all = append(all, q.start("Get", func(*queueCall) {
		begin := time.Now()
		for n := 0; n < enough && most.Load() == 0 && time.Since(begin) < moment; n++ {
			held.Add(-1)
			q.queue.Get()
			for range 8 {
				runtime.Gosched() // lets them fill the place
			}
		}
		q.queue.Close()
	}))
	settle.Calm(t, "Four put items, one took some and called Close")
	if n := most.Load(); n > 0 {
		settle.GiveUp(t, fmt.Sprintf("The queue has room for %d, and it held %d.\n"+
			"A correct Put appends under the lock under which it found room, without letting go of it between: else\n"+
			"two find the same place, and both fill it.", capacity, n))
	}
	if waiting := stillWaiting(all); waiting > 0 {
		q.deadlock("Four put items, one took some and called Close, and %d of them wait for ever", waiting)
	}
}

// Close falls anywhere into Get, also between its look and its wait. To hit that
// takes luck: many rounds buy some.
func TestBoundedqueueCloseWhileGetBegins(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	for range 4 {
		var gets []*queueCall
		var q *queueTest
		for range 200 {
			q = newQueueTest(t, 1)
			queue := q.queue
			for range 3 {
				gets = append(gets, q.start("Get", func(c *queueCall) { c.item, c.ok = queue.Get() }))
			}
			q.start("Close", func(*queueCall) { queue.Close() })
		}
		settle.Calm(t, "Many call Get, and Close was called")
		q.mustAllEnd(gets, "Close was called while some were beginning to wait in Get")
	}
}

// A queueTest is a queue and what was called.
type queueTest struct {
	t     *testing.T
	queue *BoundedQueue[int]
}

func newQueueTest(t *testing.T, capacity int) *queueTest {
	t.Helper()
	q := NewBoundedQueue[int](capacity)
	if q == nil {
		t.Fatal("NewBoundedQueue returned nil.")
	}
	return &queueTest{t, q}
}

// A queueCall is a goroutine that calls a method.
type queueCall struct {
	method string
	done   chan struct{}
	item   int
	ok     bool
}

// start calls f in a goroutine.
func (q *queueTest) start(method string, f func(*queueCall)) *queueCall {
	c := &queueCall{method: method, done: make(chan struct{})}
	go func() {
		f(c)
		close(c.done)
	}()
	return c
}

// over reports whether it has returned.
func (c *queueCall) over() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

// stillWaiting returns how many have not returned.
func stillWaiting(calls []*queueCall) (waiting int) {
	for _, c := range calls {
		if !c.over() {
			waiting++
		}
	}
	return waiting
}

// put calls Put, and returns when that has returned or waits.
func (q *queueTest) put(item int) *queueCall {
	q.t.Helper()
	c := q.start("Put", func(c *queueCall) { c.ok = q.queue.Put(item) })
	settle.Calm(q.t, "Put was called, and nobody else does anything")
	return c
}

// get calls Get, and returns when that has returned or waits.
func (q *queueTest) get() *queueCall {
	q.t.Helper()
	c := q.start("Get", func(c *queueCall) { c.item, c.ok = q.queue.Get() })
	settle.Calm(q.t, "Get was called, and nobody else does anything")
	return c
}

// close calls Close, which must return.
func (q *queueTest) close(when string) {
	q.t.Helper()
	c := q.start("Close", func(*queueCall) { q.queue.Close() })
	settle.Calm(q.t, "Close was called")
	if !c.over() {
		settle.GiveUp(q.t, fmt.Sprintf("deadlock: %s. Close was called, and does not return.\n"+
			"A correct Close says that it is over, tells those who wait, and returns: it does not wait for an empty\n"+
			"queue, since perhaps nobody takes the rest, and its lock is held by nobody who waits.", when))
	}
}

func (q *queueTest) mustPut(c *queueCall, when string) {
	q.t.Helper()
	if !c.over() {
		q.deadlock("%s, and Put does not return", when)
	}
	if !c.ok {
		q.t.Fatalf("%s, nobody called Close, and Put returned false: want true.", when)
	}
}

func (q *queueTest) mustGet(c *queueCall, want int, when string) {
	q.t.Helper()
	if !c.over() {
		q.deadlock("%s, and Get does not return", when)
	}
	if c.item != want || !c.ok {
		q.t.Fatalf("%s. Get returned %d, %v: want %d, true.\n"+
			"A correct Get returns every item once, the oldest first, also after Close.", when, c.item, c.ok, want)
	}
}

// mustAllEnd fails the test unless all calls have returned false.
func (q *queueTest) mustAllEnd(calls []*queueCall, when string) {
	q.t.Helper()
	if waiting := stillWaiting(calls); waiting > 0 {
		q.deadlock("%s, and %d of %d calls still wait", when, waiting, len(calls))
	}
	for _, c := range calls {
		if c.ok && c.method == "Put" {
			q.t.Fatalf("%s. Put returned true: want false.\n"+
				"A correct Put appends nothing after Close, also if it was waiting: those who receive have been told that\n"+
				"nothing more comes, and the item is lost.", when)
		}
		if c.ok || c.item != 0 {
			q.t.Fatalf("%s. %s returned %d, %v: want false, and no item.", when, c.method, c.item, c.ok)
		}
	}
}

// deadlock says that somebody waits who should not. It ends the program: more tests
// among more and more goroutines that wait for ever would take their time.
func (q *queueTest) deadlock(format string, args ...any) {
	q.t.Helper()
	if settle.Sleeps() {
		settle.GiveUp(q.t, fmt.Sprintf(format+": it sleeps between two looks.\n"+
			"A correct queue blocks who waits, in the Wait of a sync.Cond, and wakes them when something has changed:\n"+
			"one that sleeps is late, and wakes up for nothing as long as nothing changes.", args...))
	}
	settle.GiveUp(q.t, fmt.Sprintf("deadlock: "+format+".\n"+
		"Nobody will wake them. A correct queue tells those who wait of every change that lets one of them\n"+
		"go on: an item, a free place, and the end, which concerns all of them; who is woken looks again\n"+
		"at what it waited for, the end included; and every way out unlocks.", args...))
}
