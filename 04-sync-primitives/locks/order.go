package locks

import (
	"bytes"
	"os"
	"runtime"
	"slices"
	"strconv"
	"sync"
)

// process watches all locks of the process.
var process = newOrder(func(i *Inversion) { os.Stderr.WriteString(i.Error() + "\n") })

// An order is the graph of which lock was taken while which other was held. An
// edge a → b says that somebody held a and took b. A cycle says that several
// goroutines, each doing what was seen to be done, can wait for each other; it
// is found whether or not they ever did at the same time. This is how Linux's
// lockdep works (Documentation/locking/lockdep-design.rst), with a node for
// each lock instead of each class of locks.
type order struct {
	mu     sync.Mutex // guards all below; never held while report runs
	report func(*Inversion)
	last   identity                // the newest lock's
	edges  map[[2]identity]*edge   // by held and wanted
	from   map[identity][]*edge    // the same by held, the oldest first
	held   map[goroutine][]holding // in the order of locking
	where  map[identity]goroutine  // who locked it last
	told   map[[2]identity]bool    // pairs reported already
}

// An identity names a lock; 0 is a lock never used. Guarded by order.mu.
type identity uint64

// A goroutine is the number that the runtime prints for it.
type goroutine uint64

// A holding is one lock that a goroutine holds, and the stack of its Lock.
type holding struct {
	gate
	at stack
}

// A gate is a lock that is held while others are taken: nobody else is then
// beyond it, unless both only read it.
type gate struct {
	lock    identity
	reading bool
}

// An edge remembers the first time a lock was taken while another was held.
type edge struct {
	pass pass
	// gates are the locks that were held, every time, when the second end was
	// taken: the first end comes first. Two edges behind the same gate are
	// never walked at once.
	gates []gate
}

// excludes reports whether e and f are never walked at once: both need a lock
// that only one can have.
func (e *edge) excludes(f *edge) bool {
	return slices.ContainsFunc(e.gates, func(g gate) bool {
		return slices.ContainsFunc(f.gates, func(h gate) bool {
			return g.lock == h.lock && !(g.reading && h.reading)
		})
	})
}

// A pass is one goroutine that held a lock and wanted another.
type pass struct{ held, wanted holding }

// step puts a pass into words.
func (p pass) step() Step {
	return Step{
		Held: uint64(p.held.lock), HeldAt: p.held.at.String(),
		Wanted: uint64(p.wanted.lock), WantedAt: p.wanted.at.String(),
	}
}

// most is how many edges are kept. A program that makes locks without end would
// otherwise grow without end; when it is reached, the graph begins anew.
const most = 1 << 16

func newOrder(report func(*Inversion)) *order {
	o := &order{report: report}
	o.forget()
	o.held, o.where, o.told = map[goroutine][]holding{}, map[identity]goroutine{}, map[[2]identity]bool{}
	return o
}

func (o *order) forget() { o.edges, o.from = map[[2]identity]*edge{}, map[identity][]*edge{} }

func (o *order) onInversion(report func(*Inversion)) (before func(*Inversion)) {
	o.mu.Lock()
	defer o.mu.Unlock()
	before, o.report = o.report, report
	return before
}

// wants is called before a goroutine may block on a lock.
func (o *order) wants(id *identity) {
	me, at := current(), here()
	o.mu.Lock()
	lock := o.name(id)
	var found []*Inversion
	for _, h := range o.held[me] {
		if i := o.take(me, h, holding{gate{lock: lock}, at}); i != nil {
			found = append(found, i)
		}
	}
	report := o.report
	o.mu.Unlock()
	for _, i := range found {
		if report != nil {
			report(i)
		}
	}
}

// take draws the edge from what is held to what is wanted and returns the
// inversion that this completes, if any and not reported before.
func (o *order) take(me goroutine, held, wanted holding) *Inversion {
	now := pass{held, wanted}
	if held.lock == wanted.lock {
		return o.tell([]pass{now})
	}
	e := o.draw(now, o.gates(me, held.gate))
	if e == nil {
		return nil // nothing new
	}
	circle := o.circle(e)
	if circle == nil {
		return nil
	}
	circle[0] = now // e may have been drawn before
	return o.tell(circle)
}

// gates returns what me holds, first first.
func (o *order) gates(me goroutine, first gate) []gate {
	gates := []gate{first}
	for _, h := range o.held[me] {
		if h.lock != first.lock {
			gates = append(gates, h.gate)
		}
	}
	return gates
}

// draw adds an edge, or narrows the gates of the one that is there, and returns
// it if that made a difference.
func (o *order) draw(p pass, gates []gate) *edge {
	ends := [2]identity{p.held.lock, p.wanted.lock}
	if e := o.edges[ends]; e != nil {
		narrow := common(e.gates, gates)
		if slices.Equal(narrow, e.gates) {
			return nil
		}
		e.gates = narrow
		return e
	}
	if len(o.edges) == most {
		o.forget()
	}
	e := &edge{pass: p, gates: gates}
	o.edges[ends] = e
	o.from[ends[0]] = append(o.from[ends[0]], e)
	return e
}

// A walk is a path of edges, none of which excludes another.
type walk struct {
	edge   *edge  // the last
	before *walk  // nil: there is one edge only
	gates  []gate // but for the locks that it leads through
}

// enough is how often a search for a circle goes on from one lock.
const enough = 8

// circle looks for a walk from an edge back to its own beginning, and returns
// the shortest that it finds, or nil.
//
// It goes on from a lock once, and again only with gates that may let through
// what was excluded before, and not more than enough times. To try every path
// would never end: between the first and the last of forty locks, taken two by
// two in one order, there are 2^38 of them. What this may miss is a circle that
// shares locks with others, all of them behind gates.
func (o *order) circle(e *edge) []pass {
	been := map[identity][][]gate{} // gates of the walks that led to a lock
	for queue := []*walk{{edge: e, gates: e.gates[1:]}}; len(queue) > 0; queue = queue[1:] {
		w := queue[0]
		if w.edge.pass.wanted.lock == e.pass.held.lock {
			return w.passes()
		}
		for _, next := range o.from[w.edge.pass.wanted.lock] {
			lock, gates := next.pass.wanted.lock, slices.Concat(w.gates, next.gates[1:])
			if !inVain(been[lock], gates) && !w.excludes(next) {
				been[lock] = append(been[lock], gates)
				queue = append(queue, &walk{next, w, gates})
			}
		}
	}
	return nil
}

// inVain reports whether a walk with these gates finds nothing that those
// before it did not.
func inVain(before [][]gate, gates []gate) bool {
	return len(before) == enough || slices.ContainsFunc(before, func(b []gate) bool {
		return !slices.ContainsFunc(b, func(g gate) bool { return !slices.Contains(gates, g) })
	})
}

func (w *walk) excludes(e *edge) bool {
	for ; w != nil; w = w.before {
		if w.edge.excludes(e) {
			return true
		}
	}
	return false
}

// passes returns what is done on the walk, in its order.
func (w *walk) passes() []pass {
	var all []pass
	for ; w != nil; w = w.before {
		all = append(all, w.edge.pass)
	}
	slices.Reverse(all)
	return all
}

// tell makes an inversion of a cycle, once for each pair of locks that closes
// one.
func (o *order) tell(cycle []pass) *Inversion {
	a, b := cycle[0].held.lock, cycle[0].wanted.lock
	pair := [2]identity{min(a, b), max(a, b)}
	if o.told[pair] {
		return nil
	}
	o.told[pair] = true
	i := &Inversion{}
	for _, p := range cycle {
		i.Steps = append(i.Steps, p.step())
	}
	return i
}

// got is called when a goroutine has locked.
func (o *order) got(id *identity, reading bool) {
	me, at := current(), here()
	o.mu.Lock()
	defer o.mu.Unlock()
	lock := o.name(id)
	o.held[me] = append(o.held[me], holding{gate{lock, reading}, at})
	o.where[lock] = me
}

// gaveBack is called before a goroutine unlocks. A lock may be given back by
// another goroutine than took it.
func (o *order) gaveBack(id *identity) {
	me := current()
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.remove(me, *id) {
		o.remove(o.where[*id], *id)
	}
}

func (o *order) remove(g goroutine, lock identity) bool {
	held := o.held[g]
	for i := len(held) - 1; i >= 0; i-- {
		if held[i].lock == lock {
			if held = slices.Delete(held, i, i+1); len(held) == 0 {
				delete(o.held, g)
			} else {
				o.held[g] = held
			}
			if o.where[lock] == g {
				delete(o.where, lock)
			}
			return true
		}
	}
	return false
}

// name returns the lock's identity and gives it one if it has none.
func (o *order) name(id *identity) identity {
	if *id == 0 {
		o.last++
		*id = o.last
	}
	return *id
}

// common returns the gates of a that are in b too. One that was only read once
// is one that is only read.
func common(a, b []gate) []gate {
	var both []gate
	for _, x := range a {
		for _, y := range b {
			if x.lock == y.lock {
				both = append(both, gate{x.lock, x.reading || y.reading})
			}
		}
	}
	return both
}

// current returns the goroutine's number. The runtime gives no other way to it
// than the head of a stack, which is slow: good enough for a debugging aid, and
// for nothing else.
func current() goroutine {
	var buf [64]byte
	text := buf[:runtime.Stack(buf[:], false)]
	text = bytes.TrimPrefix(text, []byte("goroutine "))
	number, _, _ := bytes.Cut(text, []byte(" "))
	n, err := strconv.ParseUint(string(number), 10, 64)
	if err != nil {
		panic("locks: the runtime prints stacks in another form: " + err.Error())
	}
	return goroutine(n)
}
