package locks

import (
	"bytes"
	"maps"
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
	last   identity                        // the newest lock's
	edges  map[identity]map[identity]*edge // from held to wanted
	count  int                             // of edges
	held   map[goroutine][]holding         // in the order of locking
	where  map[identity]goroutine          // who locked it last
	told   map[[2]identity]bool            // pairs reported already
}

// An identity names a lock; 0 is a lock never used. Guarded by order.mu.
type identity uint64

// A goroutine is the number that the runtime prints for it.
type goroutine uint64

// A holding is one lock that a goroutine holds, and the stack of its Lock.
type holding struct {
	lock identity
	at   stack
}

// An edge remembers the first time a lock was taken while another was held.
type edge struct {
	pass pass
	// gates are the locks that were held, every time, when both ends were
	// taken. Two edges behind the same gate are never walked at once.
	gates []identity
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

func (o *order) forget() { o.edges, o.count = map[identity]map[identity]*edge{}, 0 }

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
		if i := o.take(me, h, holding{lock, at}); i != nil {
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
	if !o.draw(now, o.gates(me, held.lock)) {
		return nil // nothing new
	}
	way := o.way(wanted.lock, held.lock, o.edges[held.lock][wanted.lock].gates, nil)
	if way == nil {
		return nil
	}
	return o.tell(append([]pass{now}, way...))
}

// gates returns what me holds besides lock.
func (o *order) gates(me goroutine, lock identity) []identity {
	var gates []identity
	for _, h := range o.held[me] {
		if h.lock != lock {
			gates = append(gates, h.lock)
		}
	}
	return gates
}

// draw adds an edge, or narrows the gates of the one that is there, and reports
// whether that made a difference.
func (o *order) draw(p pass, gates []identity) bool {
	from, to := p.held.lock, p.wanted.lock
	if e := o.edges[from][to]; e != nil {
		common := intersect(e.gates, gates)
		narrower := len(common) < len(e.gates)
		e.gates = common
		return narrower
	}
	if o.count == most {
		o.forget()
	}
	if o.edges[from] == nil {
		o.edges[from] = map[identity]*edge{}
	}
	o.edges[from][to] = &edge{pass: p, gates: gates}
	o.count++
	return true
}

// way looks for a path of edges between two locks whose edges, with those
// walked before, are not all behind one gate. gates are those that the path so
// far has in common; seen are the locks on it.
func (o *order) way(from, to identity, gates, seen []identity) []pass {
	seen = append(seen, from)
	for _, next := range slices.Sorted(maps.Keys(o.edges[from])) {
		e := o.edges[from][next]
		common := intersect(gates, e.gates)
		if next == to {
			if len(common) == 0 {
				return []pass{e.pass}
			}
			continue
		}
		if slices.Contains(seen, next) {
			continue
		}
		if rest := o.way(next, to, common, seen); rest != nil {
			return append([]pass{e.pass}, rest...)
		}
	}
	return nil
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
func (o *order) got(id *identity) {
	me, at := current(), here()
	o.mu.Lock()
	defer o.mu.Unlock()
	lock := o.name(id)
	o.held[me] = append(o.held[me], holding{lock, at})
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

func intersect(a, b []identity) []identity {
	var both []identity
	for _, x := range a {
		if slices.Contains(b, x) {
			both = append(both, x)
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
