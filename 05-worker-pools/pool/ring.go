package pool

// An entry is a queued task. Of two entries, the one with the lower key goes
// first.
type entry struct {
	job job
	key int64
}

// A ring holds entries in a circle, first in, first out. The zero value is
// empty. Its size is zero or a power of two and is doubled when it is full: a
// long queue costs memory only once it is used.
type ring struct {
	slots []entry
	head  int // index of the oldest
	len   int
}

func (r *ring) push(e entry) {
	if r.len == len(r.slots) {
		slots := make([]entry, max(8, 2*r.len))
		n := copy(slots, r.slots[r.head:])
		copy(slots[n:], r.slots[:r.head])
		r.slots, r.head = slots, 0
	}
	r.slots[(r.head+r.len)&(len(r.slots)-1)] = e
	r.len++
}

// first returns the oldest. There must be one.
func (r *ring) first() entry { return r.slots[r.head] }

// pop removes the oldest. There must be one.
func (r *ring) pop() job {
	j := r.slots[r.head].job
	r.slots[r.head].job = nil // or the task would stay reachable
	r.head = (r.head + 1) & (len(r.slots) - 1)
	r.len--
	return j
}
